package com.justfaas.router.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.FunctionCall;
import com.justfaas.events.codec.FunctionCalls;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.invocation.Invocation.Header;
import com.justfaas.testkit.Fuzzing;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a call says, it is refused with a reason, or becomes a request to its own function. */
class FunctionCallFuzzTest {

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");
    private static final Attempt FIRST = new Attempt(1, false, Duration.ofSeconds(30));
    private static final List<String> CALLS =
            List.of(
                    "{\"Name\":\"f\"}",
                    """
                    {"Name":"checkout","Namespace":"shop","Arguments":{"q":"a b&c","flag":"","":"x"},
                     "Metadata":{"HTTP_METHOD":"put","HTTP_PATH":"/in/x/","HTTP_HEADER_Host":"x",
                       "HTTP_HEADER_Connection":"X-Hop, close","HTTP_HEADER_X-Hop":"1",
                       "HTTP_HEADER_Cookie":"a=b","HTTP_COOKIE_a":"b","Authorization":"Bearer t"},
                     "Content":[104,105,0,255],"ContentType":"text/plain"}
                    """,
                    "{\"name\":\"f\",\"content\":\"AAECAw==\",\"metadata\":{\"HTTP_PATH\":\"//a/../b%2F/./%2e%2E\"}}");
    private static final List<String> SPICES =
            List.of(
                    "\\u0000",
                    "\\r\\n",
                    "\\ud800",
                    "\\u20ac",
                    "\u007f",
                    "\u0085",
                    "é",
                    "😀",
                    " ",
                    "%",
                    "%00",
                    "%2",
                    "%2e%2e",
                    "..",
                    "/",
                    "//",
                    "\\\\",
                    "?",
                    "#",
                    "@",
                    ":",
                    ";",
                    "&",
                    "=",
                    "[::1]",
                    "{}",
                    "[]",
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    ",",
                    "null",
                    "true",
                    "-1",
                    "256",
                    "1e3",
                    "HTTP_HEADER_",
                    "HTTP_COOKIE_",
                    "http://evil.example/",
                    "x".repeat(3000));

    private final Fuzzing fuzzing =
            Fuzzing.begin(FunctionCallFuzzTest.class, Duration.ofSeconds(3));
    private final Invocations invocations =
            new Invocations(new InvokeUrl("http://gateway:8080/proxy/{namespace}/{name}"));

    @Test
    void isRefusedOrBecomesARequest() {
        int requests = 0;
        while (fuzzing.goesOn()) {
            String json = fuzzing.oneOf(CALLS);
            for (int times = fuzzing.random().nextInt(5); times > 0; times--) {
                json = fuzzing.spiced(json, SPICES);
            }
            byte[] data = json.getBytes(StandardCharsets.UTF_8);
            FunctionCall call;
            try {
                call = FunctionCalls.read(Payload.of(data));
            } catch (MalformedEventException e) {
                assertThat(e).as(fuzzing.toString()).message().isNotBlank().hasSizeLessThan(6000);
                continue;
            }
            assertThat(call.function().name()).as(fuzzing.toString()).isNotBlank();
            assertIsRequest(invocations.of(event(data), CHECKOUT, FIRST), json);
            requests++;
        }
        assertThat(requests).as("requests").isGreaterThan(100);
    }

    private void assertIsRequest(Invocation invocation, String json) {
        String about = fuzzing + ": " + json;
        URI uri = invocation.uri();
        assertThat(uri.getRawAuthority()).as(about).isEqualTo("gateway:8080");
        assertThat(uri.getRawPath()).as(about).startsWith("/proxy/shop/checkout/").endsWith("/");
        assertThat(List.of(uri.getRawPath().split("/"))).as(about).doesNotContain("..", ".");
        assertThat(uri.getRawFragment()).as(about).isNull();
        assertThat(uri.toString()).as(about).matches("[\\x21-\\x7E]+");
        assertThat(invocation.method()).as(about).matches("[!#$%&'*+.^_`|~0-9A-Z-]+");
        for (Header header : invocation.headers()) {
            assertThat(header.name()).as(about).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
            assertThat(header.value()).as(about).doesNotContainPattern("[\\x00-\\x1F\\x7F]");
        }
        assertThat(invocation.headers())
                .extracting(header -> header.name().toLowerCase(java.util.Locale.ROOT))
                .as(about)
                .doesNotContain("host", "content-length", "connection", "transfer-encoding")
                .containsOnlyOnce("x-event-id", "x-event-attempt", "x-event-last-attempt");
    }

    private static StoredEvent event(byte[] call) {
        return StoredEvent.of(
                CloudEventBuilder.v1()
                        .withId("1")
                        .withSource(URI.create("/shop"))
                        .withType("com.justfaas.function.invoked")
                        .withData(call)
                        .build());
    }
}
