package com.justfaas.router.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.invocation.Invocation.Header;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationsTest {

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");
    private static final Attempt FIRST = new Attempt(1, false, Duration.ofSeconds(30));

    private final Invocations direct = new Invocations(new InvokeUrl(InvokeUrl.DEFAULT));

    private static StoredEvent event(String type, String data) {
        return StoredEvent.of(
                CloudEventBuilder.v1()
                        .withId("1 €")
                        .withSource(URI.create("/shop"))
                        .withType(type)
                        .withExtension("tenant", "ada")
                        .withData(data.getBytes(StandardCharsets.UTF_8))
                        .build());
    }

    private Invocation call(String json) {
        return direct.of(event("com.justfaas.function.invoked", json), CHECKOUT, FIRST);
    }

    private static List<String> values(Invocation invocation, String name) {
        return invocation.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    @Test
    void postsAnEventWithItsAttributesInBothSpellings() {
        Invocation invocation = direct.of(event("order.created", "x"), CHECKOUT, FIRST);

        assertThat(invocation.method()).isEqualTo("POST");
        assertThat(invocation.uri()).hasToString("http://checkout.shop.svc.cluster.local:8080/");
        assertThat(values(invocation, "ce-id")).containsExactly("1%20%E2%82%AC");
        assertThat(values(invocation, "X-Event-Id")).containsExactly("1%20%E2%82%AC");
        assertThat(values(invocation, "X-Event-Type")).containsExactly("order.created");
        assertThat(values(invocation, "ce-tenant")).containsExactly("ada");
        assertThat(values(invocation, "X-Event-Attempt")).containsExactly("1");
        assertThat(values(invocation, "Content-Type")).isEmpty();
        assertThat(values(invocation, "X-Function-Timeout")).isEmpty();
    }

    /** The function could not tell which of two is ours. */
    @Test
    void anExtensionCalledAttemptNeverStandsBesideOurAttempt() {
        StoredEvent event =
                StoredEvent.of(
                        CloudEventBuilder.v1(event("order.created", "x").event())
                                .withExtension("attempt", "99")
                                .withExtension("lastattempt", "no")
                                .build());

        Invocation invocation =
                direct.of(event, CHECKOUT, new Attempt(3, true, Duration.ofSeconds(30)));

        assertThat(values(invocation, "X-Event-Attempt")).containsExactly("3");
        assertThat(values(invocation, "X-Event-Last-Attempt")).containsExactly("true");
        assertThat(values(invocation, "ce-attempt")).containsExactly("99");
        assertThat(values(invocation, "ce-lastattempt")).containsExactly("no");
        assertThat(values(invocation, "X-Event-Lastattempt")).containsExactly("no");
        assertThat(invocation.headers())
                .extracting(header -> header.name().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsTheGatewayHowLongAFunctionMayTake() {
        Invocations gateway =
                new Invocations(new InvokeUrl("http://gateway:8080/proxy/{namespace}/{name}"));

        Invocation invocation = gateway.of(event("order.created", "x"), CHECKOUT, FIRST);

        assertThat(invocation.uri()).hasToString("http://gateway:8080/proxy/shop/checkout/");
        assertThat(values(invocation, "X-Function-Timeout")).containsExactly("31s");
    }

    /** The gateway would add up what is in two headers, or read neither. */
    @Test
    void aCallsOwnLimitForTheGatewayIsReplaced() {
        Invocations gateway =
                new Invocations(new InvokeUrl("http://gateway:8080/proxy/{namespace}/{name}"));
        String call =
                "{\"Name\":\"checkout\",\"Metadata\":{\"HTTP_HEADER_x-function-timeout\":\"5s\"}}";

        Invocation invocation =
                gateway.of(event("com.justfaas.function.invoked", call), CHECKOUT, FIRST);

        assertThat(values(invocation, "X-Function-Timeout")).containsExactly("31s");
    }

    @ParameterizedTest
    @CsvSource({
        "'', /",
        "/, /",
        "orders, /orders/",
        "/orders/1/, /orders/1/",
        "/a b/%20/, /a%20b/%20/",
        "/../../etc/, /etc/",
        "/%2e%2E/x, /x/",
        ".., /",
        "/größe/, /gr%C3%B6%C3%9Fe/"
    })
    void staysInsideTheFunctionWhateverThePath(String path, String expected) {
        Invocation invocation =
                call("{\"Name\":\"checkout\",\"Metadata\":{\"HTTP_PATH\":\"%s\"}}".formatted(path));

        assertThat(invocation.uri().getRawPath()).isEqualTo(expected);
    }

    @Test
    void rebuildsTheOriginalRequest() {
        Invocation invocation =
                call(
                        """
                        {"Name":"checkout","Arguments":{"q":"a b&c","flag":"","list":"1,2"},
                         "Metadata":{"HTTP_METHOD":"put","HTTP_PATH":"/in/","HTTP_HEADER_Host":"x",
                           "HTTP_HEADER_Content-Length":"9","HTTP_HEADER_Connection":"X-Hop",
                           "HTTP_HEADER_X-Hop":"1","HTTP_HEADER_X-Kept":"yes","HTTP_COOKIE_a":"1",
                           "HTTP_COOKIE_b":"2","Authorization":"Bearer t"},
                         "Content":[104,105],"ContentType":"text/plain"}
                        """);

        assertThat(invocation.method()).isEqualTo("PUT");
        assertThat(invocation.uri().getRawQuery()).isEqualTo("q=a%20b%26c&flag&list=1%2C2");
        assertThat(invocation.body().utf8()).isEqualTo("hi");
        assertThat(values(invocation, "X-Kept")).containsExactly("yes");
        assertThat(values(invocation, "Cookie")).containsExactly("a=1; b=2");
        assertThat(values(invocation, "Authorization")).containsExactly("Bearer t");
        assertThat(values(invocation, "Content-Type")).containsExactly("text/plain");
        for (String dropped : List.of("Host", "Content-Length", "Connection", "X-Hop")) {
            assertThat(values(invocation, dropped)).as(dropped).isEmpty();
        }
    }

    /** They are of the original request; only what we say ourselves is not. */
    @Test
    void keepsEventHeadersOfTheOriginalRequestExceptOurs() {
        Invocation invocation =
                call(
                        """
                        {"Name":"checkout",
                         "Metadata":{"HTTP_HEADER_ce-type":"order.created",
                           "HTTP_HEADER_X-Event-Type":"order.created","HTTP_HEADER_x-event-id":"forged",
                           "HTTP_HEADER_X-Event-Attempt":"9","HTTP_HEADER_X-Event-Last-Attempt":"true"}}
                        """);

        assertThat(values(invocation, "ce-type")).containsExactly("order.created");
        assertThat(values(invocation, "X-Event-Type")).containsExactly("order.created");
        assertThat(values(invocation, "X-Event-Id")).containsExactly("1%20%E2%82%AC");
        assertThat(values(invocation, "X-Event-Attempt")).containsExactly("1");
        assertThat(values(invocation, "X-Event-Last-Attempt")).containsExactly("false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x/{name}",
                "http://x/",
                "http:///{name}",
                "http://x/{name}?a=b",
                "not a url {name}"
            })
    void refusesAUrlThatCannotBeRight(String template) {
        assertThatThrownBy(() -> new InvokeUrl(template))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
