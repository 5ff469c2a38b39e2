package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients in other languages publish what the Java client never would. */
class OddMessagesIT {

    private static final String GOOD =
            "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: good\r\n";

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @Test
    void doNotStopTheConsumer() throws IOException {
        assertThat(
                        consumedOf(
                                hpub("a", GOOD + "ce-subject: größe\r\n"),
                                hpub("a", GOOD + "ce-größe: x\r\n"),
                                hpub("a", GOOD + "my key: x\r\n"),
                                hpub("a", GOOD + "X-Other: größe\r\n"),
                                hpub("a", GOOD + "X-Other: a\rb\r\n"),
                                hpub("a", GOOD + ": x\r\n"),
                                hpub("a", GOOD + "no colon\r\n"),
                                hpub("a", GOOD + "no end: x")))
                .containsExactly(
                        "ce-subject holds something that is not ASCII; a header takes it percent-encoded",
                        "ce-gr____e is not an attribute's name; it takes lower-case letters and digits, at most 64, and is not \"data\"",
                        "good",
                        "good",
                        "good",
                        "ce-specversion is missing; it is 1.0",
                        "ce-specversion is missing; it is 1.0",
                        "ce-specversion is missing; it is 1.0");
    }

    @Test
    void mayHaveHeadersOfAnySize() throws IOException {
        List<byte[]> messages = new ArrayList<>();
        for (int size : new int[] {0, 1, 10_000, 30_000, 50_000, 60_000, 64_000}) {
            messages.add(hpub("a", GOOD + "X-Long: " + "x".repeat(size) + "\r\n"));
            messages.add(hpub("a", GOOD + "X-Long: " + "ü".repeat(size / 2) + "\r\n"));
            messages.add(pub("bare" + size, "y".repeat(size)));
        }

        assertThat(consumedOf(messages.toArray(new byte[0][])))
                .filteredOn(Predicate.isEqual("good"))
                .hasSize(14);
    }

    @Test
    void mayHaveSubjectsInUtf8() throws IOException {
        assertThat(consumedOf(pub("größe.😀", "{}"), pub("100%", "{}")))
                .containsExactly("größe.😀", "100%");
    }

    @Test
    void mayHaveSubjectsAsLongAsTheServerTakes() throws IOException {
        String longest = "x".repeat(4_000);

        assertThat(consumedOf(pub(longest, "{}"), hpub(longest, GOOD)))
                .containsExactly(
                        "the type in the subject is 4000 characters long; 256 is the most", "good");
    }

    private static List<String> consumedOf(byte[]... messages) throws IOException {
        try (FreshStreams streams = FreshStreams.on(NATS.server())) {
            publish(messages);
            streams.publish("com.justfaas.event.added.the.end", new Headers(), "fine");
            List<String> seen = new CopyOnWriteArrayList<>();
            try (EventConsumer consumer =
                    new EventConsumer(
                            streams.link(),
                            () -> 10,
                            64 << 20,
                            () -> true,
                            e -> seen.add(shown(e)))) {
                consumer.start();
                FreshStreams.soon().until(() -> seen.contains("the.end"));
            }
            assertThat(streams.link().epoch()).isEqualTo(1);
            return List.copyOf(seen.subList(0, seen.size() - 1));
        }
    }

    private static String shown(LiveEvent event) {
        event.ack();
        try {
            return event.read().event().getType();
        } catch (MalformedEventException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static byte[] hpub(String type, String headers) {
        int length = utf8("NATS/1.0\r\n" + headers + "\r\n").length;
        return utf8(
                "HPUB com.justfaas.event.added.%s %d %d\r\nNATS/1.0\r\n%s\r\n{}\r\n"
                        .formatted(type, length, length + 2, headers));
    }

    private static byte[] pub(String type, String data) {
        return utf8(
                "PUB com.justfaas.event.added.%s %d\r\n%s\r\n"
                        .formatted(type, utf8(data).length, data));
    }

    private static void publish(byte[]... messages) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), NATS.server().port())) {
            var out = socket.getOutputStream();
            out.write(utf8("CONNECT {\"verbose\":false,\"headers\":true}\r\n"));
            for (byte[] message : messages) {
                out.write(message);
            }
            out.write(utf8("PING\r\n"));
            out.flush();
            StringBuilder answers = new StringBuilder();
            while (answers.indexOf("PONG") < 0) {
                answers.append((char) socket.getInputStream().read());
            }
            assertThat(answers).doesNotContain("-ERR");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
