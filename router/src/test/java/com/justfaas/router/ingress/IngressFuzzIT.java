package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.router.http.RawHttp;
import com.justfaas.router.http.RawHttp.Reply;
import com.justfaas.testkit.Fuzzing;
import com.justfaas.testkit.junit.NatsExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever bytes come to the door, it gives a documented answer, and serves the next sender. */
class IngressFuzzIT {

    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final Set<Integer> DOCUMENTED =
            Set.of(202, 400, 403, 404, 405, 408, 411, 413, 414, 415, 417, 426, 431, 501, 503, 505);

    private static final int LONG = 16 * 1024;

    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"order.created\",\"ext\":99,\"time\":\"2026-11-24T08:15:30Z\",\"data\":{\"a\":[1.50,\"b\"]}}";
    private static final String CALL =
            "{\"Name\":\"checkout\",\"Namespace\":\"shop\",\"Arguments\":{\"a\":\"b\"},\"Metadata\":{\"HTTP_METHOD\":\"GET\",\"HTTP_PATH\":\"/x/\",\"HTTP_HEADER_Host\":\"h\"},\"Content\":[1,255],\"ContentType\":null}";
    private static final String CALL_EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"com.justfaas.function.invoked\",\"data\":%s}"
                    .formatted(CALL);
    private static final List<String> BODIES =
            List.of(
                    "",
                    "{}",
                    EVENT,
                    "[]",
                    "[%s,%s]".formatted(EVENT, CALL_EVENT),
                    CALL,
                    CALL_EVENT);
    private static final List<List<String>> HEADERS =
            List.of(
                    List.of("X-Event-Type: order.created", "X-Event-Source: /shop"),
                    List.of(
                            "X-Event-Type: com.justfaas.function.invoked",
                            "X-Event-Webhook-Url: http://shop.example:80/a?b=c"),
                    List.of("Content-Type: application/cloudevents+json; charset=utf-8"),
                    List.of("Content-Type: application/cloudevents-batch+json"),
                    List.of(
                            "ce-specversion: 1.0",
                            "ce-id: %E2%82%AC",
                            "ce-source: /shop",
                            "ce-type: order.created",
                            "ce-time: 2026-11-24T08:15:30Z",
                            "Content-Type: application/json"));
    private static final List<String> MORE_HEADERS =
            List.of(
                    "Expect: 100-continue",
                    "Connection: close",
                    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk",
                    "Content-Encoding: gzip",
                    "Content-Encoding: identity",
                    "Transfer-Encoding: gzip, chunked",
                    "Accept-Encoding: gzip",
                    "X-Forwarded-For: a, b",
                    "Cookie: a=b; c",
                    "Nats-Rollup: all",
                    "ce-datacontenttype: text/plain",
                    "X-Filler: " + "x".repeat(60_000),
                    "X-Filler: " + "x".repeat(70_000));
    private static final List<String> LINES =
            List.of(
                    "POST /apis/events HTTP/1.1",
                    "POST /apis/events?dryRun=x&a HTTP/1.1",
                    "POST /apis/../apis/events HTTP/1.1",
                    "POST http://a/apis/events HTTP/1.1",
                    "PUT /apis/events HTTP/1.1",
                    "TRACE /apis/events HTTP/1.1",
                    "OPTIONS * HTTP/1.1",
                    "POST /apis/events HTTP/1.0",
                    "PRI * HTTP/2.0");
    private static final List<String> SPICES =
            List.of(
                    "\u0000",
                    "\u0001",
                    "\u007f",
                    "\u0080",
                    "\u00ff",
                    "\r",
                    "\n",
                    "\r\n",
                    "\r\n\r\n",
                    "\t",
                    " ",
                    "%",
                    "%00",
                    "%C0",
                    "%2f",
                    "%2e%2e",
                    "\"",
                    "\\",
                    "\\u0000",
                    "\\ud800",
                    "1e999999999",
                    "-",
                    "null",
                    "true",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ";",
                    "..",
                    "*",
                    ">",
                    ":",
                    "/",
                    "@",
                    "[::1]",
                    "com.justfaas.",
                    "function://",
                    "file:///",
                    "0x7f.1",
                    "a".repeat(300),
                    "[".repeat(1200),
                    "1".repeat(1100),
                    "é",
                    "😀");

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @SuppressWarnings("NullAway.Init")
    private static IngressFixture door;

    private final Fuzzing fuzzing = Fuzzing.begin(IngressFuzzIT.class, LENGTH);
    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    static void start() {
        door = IngressFixture.ready(NATS.url(), IngressSettings.onPort(0), IngressFixture.SMALL);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @Test
    void answersWhateverComesIn() throws Exception {
        long epoch = door.link.epoch();
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        while (fuzzing.goesOn()) {
            byte[] request = request();
            int status = exchange(request);
            statuses.merge(status, 1, Integer::sum);
        }
        System.out.println("answers by status, 0 is none: " + statuses);

        assertThat(statuses).containsKeys(202, 400, 403, 404, 405, 413, 415, 431);
        assertThat(door.link.epoch()).as("connections to NATS").isEqualTo(epoch);
        assertThat(door.post("{}", "X-Event-Type", "after.all").statusCode()).isEqualTo(202);
        assertThat(door.count("after.all")).isEqualTo(1);
        Awaitility.await()
                .until(() -> door.registry.get("faas.ingress.memory.bytes").gauge().value() == 0);
    }

    /** The status, or 0 where there was no answer that could be read. */
    private int exchange(byte[] request) throws IOException {
        try (RawHttp http = RawHttp.connect(door.port())) {
            Reply reply;
            try {
                reply = answer(http, request);
            } catch (IOException e) {
                assertThat(mayGoUnanswered(request)).as("no answer, %s: %s", fuzzing, e).isTrue();
                return 0;
            }
            assertThat(reply.status()).as("%s: %s", fuzzing, reply).isIn(DOCUMENTED);
            if (reply.status() >= 400) {
                assertProblem(reply);
            }
            return reply.status();
        }
    }

    private static Reply answer(RawHttp http, byte[] request) throws IOException {
        Reply reply = http.send(request).endOfInput().read();
        while (reply.status() < 200) {
            reply = http.read();
        }
        return reply;
    }

    /**
     * What is not whole has no answer; of what is long, the answer may be lost: Jetty closes the
     * connection at what is no HTTP, while the rest of it is still on its way.
     */
    private static boolean mayGoUnanswered(byte[] request) {
        return request.length > LONG
                || !new String(request, StandardCharsets.ISO_8859_1).contains("\r\n\r\n");
    }

    private void assertProblem(Reply reply) throws IOException {
        assertThat(reply.header("Content-Type"))
                .as("%s: %s", fuzzing, reply)
                .contains("application/problem+json");
        JsonNode problem = json.readTree(reply.body());
        assertThat(problem.path("status").asInt()).as(fuzzing.toString()).isEqualTo(reply.status());
        assertThat(problem.path("type").asText()).matches("about:blank|urn:justfaas:problem:.+");
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText())
                .as(fuzzing.toString())
                .isNotBlank()
                .doesNotContain("com.fasterxml", "org.eclipse", "java.", "\tat ", "REDACTED")
                .hasSizeLessThan(6000);
        if (reply.status() == 503) {
            assertThat(reply.header("Retry-After")).isPresent();
        }
    }

    private byte[] request() {
        List<String> lines = new ArrayList<>();
        lines.add(fuzzing.oneIn(8) ? fuzzing.oneOf(LINES) : LINES.getFirst());
        lines.add("Host: a");
        lines.addAll(fuzzing.oneOf(HEADERS));
        if (fuzzing.oneIn(6)) {
            lines.add(fuzzing.oneOf(MORE_HEADERS));
        }
        if (fuzzing.oneIn(20)) {
            lines.addAll(fuzzing.oneOf(HEADERS));
        }
        byte[] body = body();
        boolean chunked = fuzzing.oneIn(10);
        lines.add(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length);
        for (int times = fuzzing.random().nextInt(3); times > 0; times--) {
            int at = fuzzing.random().nextInt(lines.size() - (fuzzing.oneIn(5) ? 0 : 1));
            lines.set(at, fuzzing.spiced(lines.get(at), SPICES));
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        if (chunked) {
            request.writeBytes(
                    (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        request.writeBytes(body);
        if (chunked) {
            request.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        }
        return request.toByteArray();
    }

    private byte[] body() {
        if (fuzzing.oneIn(200)) {
            return new byte[1024 * 1024 - fuzzing.random().nextInt(20_000)];
        }
        String body = fuzzing.oneOf(BODIES);
        for (int times = fuzzing.random().nextInt(3); times > 0; times--) {
            body = fuzzing.spiced(body, SPICES);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && fuzzing.oneIn(20)) {
            bytes[fuzzing.random().nextInt(bytes.length)] = (byte) fuzzing.random().nextInt();
        }
        return bytes;
    }
}
