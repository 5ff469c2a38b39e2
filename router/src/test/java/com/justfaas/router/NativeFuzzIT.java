package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names.Consumers;
import com.justfaas.events.Names.Streams;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.Fuzzing;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever is published on our subjects, in the bytes of the protocol: each event is delivered, or
 * waits, or lies among the dead letters, and the router keeps its connections.
 */
class NativeFuzzIT {

    private static final Duration LENGTH = Duration.ofSeconds(10);

    /** So that what is waited for afterwards stays bounded. */
    private static final int MOST_MESSAGES = 15_000;

    private static final int MAX_PAYLOAD = 1 << 20;
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"order.created\",\"ext\":99,\"time\":\"2026-11-24T08:15:30Z\",\"data\":{\"a\":[1.50,\"b\"]}}";
    private static final String CALL =
            "{\"Name\":\"all\",\"Namespace\":\"shop\",\"Arguments\":{\"a\":\"b\"},\"Metadata\":{\"HTTP_METHOD\":\"GET\",\"HTTP_PATH\":\"/x/\",\"HTTP_HEADER_Accept\":\"h\",\"HTTP_COOKIE_a\":\"b\",\"Authorization\":\"c\"},\"Content\":[1,255],\"ContentType\":\"text/plain\"}";
    private static final List<String> BODIES = List.of("", "{}", "text", EVENT, CALL);
    private static final List<String> SUBJECTS =
            List.of(
                    "com.justfaas.event.added.order.created",
                    "com.justfaas.event.added.a.%.b%20c",
                    "com.justfaas.function.invoked.shop.all",
                    "com.justfaas.function.invoked.shop.nobody",
                    "com.justfaas.callback.shop.all",
                    "com.justfaas.callback._callback.hooks%2Eshop%3A443");
    private static final List<String> HEADERS =
            List.of(
                    "",
                    "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: order.created\r\n",
                    "CE-SpecVersion:1.0\r\nCe-Id:%E2%82%AC\r\nce-source:/s\r\nce-type:a.b\r\nce-time:2026-11-24T08:15:30Z\r\nce-ext:\r\n",
                    "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: com.justfaas.function.invoked\r\n",
                    "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: com.justfaas.callback\r\nX-Event-Webhook-Url: http://127.0.0.1:1/\r\n",
                    "Content-Type: application/cloudevents+json\r\n",
                    "X-Event-Webhook-Url: function://shop/all\r\n");
    private static final List<String> SPICES =
            List.of(
                    "\u0000",
                    "\u0001",
                    "\u001a",
                    "\u007f",
                    "\u00ff",
                    "\r",
                    "\n",
                    "\t",
                    " ",
                    "%",
                    "%00",
                    "%C0",
                    "%41",
                    "\"",
                    "\\",
                    "\\ud800",
                    "1e999999999",
                    "-",
                    "null",
                    "{",
                    "}",
                    "[",
                    ",",
                    ";",
                    "..",
                    ":",
                    "/",
                    "@",
                    "[::1]",
                    "com.justfaas.",
                    "Nats-",
                    "é",
                    "😀",
                    "Connection",
                    "a".repeat(300),
                    "[".repeat(1200),
                    "x".repeat(5000));

    /** Not in a subject: the server would take the rest of the line for something else. */
    private static final String NOT_IN_SUBJECTS = "[\\x00-\\x20\\x7F*>]";

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final Fuzzing fuzzing = Fuzzing.begin(NativeFuzzIT.class, LENGTH);

    @Test
    void doesNoHarm() throws Exception {
        try (RouterFixture box = new RouterFixture(NATS.url())) {
            box.function("all", Map.of("event-type", ">"));
            box.function("picky", Map.of("event-type", ">"));
            box.function("sleepy", Map.of("event-type", ">", "event-paused", "true"));
            box.functions.answerBy(
                    request ->
                            request.path().startsWith("/shop/picky/")
                                    ? Answer.status(400)
                                    : Answer.status(200));
            Set<String> connections = routersConnections();

            int sent = publishWhatever();

            await().atMost(Duration.ofSeconds(90)).until(() -> pending(box) == 0);
            System.out.printf(
                    "%d sent, %d stored, %d dead letters, %d wait%n",
                    sent,
                    box.stored(Streams.EVENTS),
                    box.stored(Streams.DEAD_LETTERS),
                    box.stored(Streams.BACKLOG));
            assertThat(box.stored(Streams.EVENTS)).as(fuzzing.toString()).isGreaterThan(100);
            assertThat(routersConnections()).as(fuzzing.toString()).isEqualTo(connections);
            assertThat(box.router.readiness())
                    .as(fuzzing.toString())
                    .allSatisfy(check -> assertThat(check.now().up()).isTrue());
            FunctionName good = box.function("good", Map.of("event-type", "after.all"));
            assertThat(box.post("after.all", "good", "{}").statusCode()).isEqualTo(202);
            await().atMost(Duration.ofSeconds(10)).until(() -> box.received(good).size() == 1);
            await().until(() -> box.registry.get("faas.deliveries.drift").gauge().value() == 0);
        }
    }

    /** How many; a connection that the server ends, since it must, is followed by another. */
    private int publishWhatever() throws IOException {
        int sent = 0;
        while (sent < MOST_MESSAGES && fuzzing.goesOn()) {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), NATS.server().port())) {
                socket.setSoTimeout(5_000);
                socket.setTcpNoDelay(true);
                socket.getOutputStream()
                        .write(latin1("CONNECT {\"verbose\":false,\"headers\":true}\r\n"));
                boolean open = true;
                while (open && sent < MOST_MESSAGES && fuzzing.goesOn()) {
                    open = publish(socket, message());
                    sent++;
                }
            }
        }
        return sent;
    }

    /** Whether the server lets the connection go on. */
    private static boolean publish(Socket socket, byte[] message) throws IOException {
        try {
            socket.getOutputStream().write(message);
            socket.getOutputStream().write(latin1("PING\r\n"));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            StringBuilder answers = new StringBuilder();
            while (answers.indexOf("PONG\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                answers.append((char) next);
            }
            return true;
        } catch (java.net.SocketException e) {
            return false;
        }
    }

    private byte[] message() {
        String subject = subject();
        byte[] headers = headers();
        byte[] body = body(headers.length);
        List<byte[]> parts = new ArrayList<>();
        parts.add(
                utf8(
                        headers.length == 0
                                ? "PUB %s %d\r\n".formatted(subject, body.length)
                                : "HPUB %s %d %d\r\n"
                                        .formatted(
                                                subject,
                                                headers.length,
                                                headers.length + body.length)));
        parts.add(headers);
        parts.add(body);
        parts.add(latin1("\r\n"));
        byte[] message = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, message, at, part.length);
            at += part.length;
        }
        return message;
    }

    private String subject() {
        String subject = fuzzing.oneOf(SUBJECTS);
        if (fuzzing.oneIn(3)) {
            subject = fuzzing.spiced(subject, SPICES).replaceAll(NOT_IN_SUBJECTS, "_");
        }
        return fuzzing.oneIn(50) ? subject + ".x".repeat(fuzzing.random().nextInt(2100)) : subject;
    }

    private byte[] headers() {
        String headers = fuzzing.oneOf(HEADERS);
        if (headers.isEmpty()) {
            return new byte[0];
        }
        for (int times = fuzzing.random().nextInt(3); times > 0; times--) {
            headers = fuzzing.spiced(headers, SPICES);
        }
        if (fuzzing.oneIn(20)) {
            headers += "X-Filler: %s\r\n".formatted("ü".repeat(fuzzing.random().nextInt(35_000)));
        }
        if (fuzzing.oneIn(20)) {
            headers +=
                    IntStream.range(0, fuzzing.random().nextInt(70))
                            .mapToObj(i -> "ce-ext%d: %s\r\n".formatted(i, " a\"".repeat(300)))
                            .collect(Collectors.joining());
        }
        return utf8("NATS/1.0\r\n" + headers + "\r\n");
    }

    private byte[] body(int headers) {
        if (fuzzing.oneIn(500)) {
            // below and above what the stream takes, and above what the server takes
            int size = MAX_PAYLOAD - headers - 20_000 + fuzzing.random().nextInt(30_000);
            return latin1("x".repeat(Math.max(0, size)));
        }
        String body = fuzzing.oneOf(BODIES);
        for (int times = fuzzing.random().nextInt(3); times > 0; times--) {
            body = fuzzing.spiced(body, SPICES);
        }
        return utf8(body);
    }

    private static long pending(RouterFixture box) throws IOException, JetStreamApiException {
        var consumer =
                box.nats().jetStreamManagement().getConsumerInfo(Streams.EVENTS, Consumers.ROUTER);
        return consumer.getNumPending() + consumer.getNumAckPending();
    }

    /** The server's numbers of them: a reconnect gets a new one. */
    private static Set<String> routersConnections() throws IOException {
        JsonNode server;
        try (InputStream in =
                URI.create(NATS.server().monitorUrl() + "/connz").toURL().openStream()) {
            server = new ObjectMapper().readTree(in);
        }
        return server.path("connections")
                .valueStream()
                .filter(c -> c.path("name").asText().startsWith("faas-events "))
                .map(c -> c.path("cid").asText() + " " + c.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
