package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.junit.NatsExtension;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.core.message.MessageWriter;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The CloudEvents SDK for Java, as it is in the registry, on both ends: it sends, and it reads what
 * a function gets. It knows no batches, so those are put together from what its JSON format writes.
 */
class SdkInteropIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @SuppressWarnings("NullAway.Init")
    private static RouterFixture box;

    @BeforeAll
    static void startRouter() {
        box = new RouterFixture(NATS.url());
        box.function("sdk", Map.of("event-type", "sdk.>"));
    }

    @AfterAll
    static void stopRouter() {
        box.close();
    }

    @Test
    void sendsInBinaryModeWhatItReadsBack() throws Exception {
        CloudEvent event = event("binary").withSubject("plain").build();
        AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();

        HttpRequest.Builder request = request();
        HttpMessageFactory.createWriter(
                        request::header,
                        body -> answer.set(send(request.POST(BodyPublishers.ofByteArray(body)))))
                .writeBinary(event);

        assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(202);
        assertSame(event);
    }

    @Test
    void sendsInStructuredModeWhatItReadsBack() throws Exception {
        CloudEvent event = event("structured").withSubject("plain").build();
        AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();

        HttpRequest.Builder request = request();
        MessageWriter<?, ?> writer =
                HttpMessageFactory.createWriter(
                        request::header,
                        body -> answer.set(send(request.POST(BodyPublishers.ofByteArray(body)))));
        writer.writeStructured(event, JsonFormat.CONTENT_TYPE);

        assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(202);
        assertSame(event);
    }

    @Test
    void sendsABatchWhatItReadsBack() throws Exception {
        List<CloudEvent> events =
                List.of(
                        event("batch1").withSubject("plain").build(),
                        event("batch2").withoutData().build());
        String batch =
                events.stream().map(SdkInteropIT::json).collect(Collectors.joining(",", "[", "]"));

        HttpResponse<String> answer =
                send(
                        request()
                                .header("Content-Type", "application/cloudevents-batch+json")
                                .POST(BodyPublishers.ofString(batch)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        for (CloudEvent event : events) {
            assertSame(event);
        }
    }

    @Test
    void sendsDataThatIsNoText() throws Exception {
        CloudEvent event =
                event("bytes").withData("image/png", new byte[] {(byte) 0x89, 'P', 0}).build();
        HttpResponse<String> answer =
                send(
                        request()
                                .header("Content-Type", JsonFormat.CONTENT_TYPE)
                                .POST(BodyPublishers.ofString(json(event))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertSame(event);
    }

    /**
     * HTTP binding 3.1.3.2 has it encoded in headers. This SDK neither does that nor undoes it
     * (sdk-java issue 748), so what is not ASCII reaches it as it travels.
     */
    @Test
    void readsWhatIsNotAsciiAsItTravels() throws Exception {
        CloudEvent event = event("unicode").withSubject("größe €").build();
        HttpResponse<String> answer =
                send(
                        request()
                                .header("Content-Type", JsonFormat.CONTENT_TYPE)
                                .POST(BodyPublishers.ofString(json(event))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(received(event).getSubject()).isEqualTo("gr%C3%B6%C3%9Fe%20%E2%82%AC");
    }

    private static CloudEventBuilder event(String id) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("https://sdk.example/java"))
                .withType("sdk." + id)
                .withTime(OffsetDateTime.parse("2026-11-24T08:15:30.5Z"))
                .withDataSchema(URI.create("urn:greeting"))
                .withExtension("tenant", "ada")
                .withExtension("count", 5)
                .withExtension("sampled", true)
                .withData(
                        "application/json",
                        "{\"greeting\":\"größe\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder request() {
        return HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:%d/apis/events"
                                        .formatted(box.router.ingressPort())))
                .timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return box.http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String json(CloudEvent event) {
        return new String(
                Objects.requireNonNull(
                                EventFormatProvider.getInstance()
                                        .resolveFormat(JsonFormat.CONTENT_TYPE))
                        .serialize(event),
                StandardCharsets.UTF_8);
    }

    /** Extensions come as text: headers have no other types. */
    private static void assertSame(CloudEvent sent) throws Exception {
        CloudEvent received = received(sent);
        for (String attribute : sent.getAttributeNames()) {
            assertThat(received.getAttribute(attribute))
                    .as(attribute)
                    .isEqualTo(sent.getAttribute(attribute));
        }
        for (String extension : sent.getExtensionNames()) {
            assertThat(received.getExtension(extension))
                    .as(extension)
                    .hasToString(String.valueOf(sent.getExtension(extension)));
        }
        assertThat(received.getAttributeNames()).isEqualTo(sent.getAttributeNames());
        assertThat(received.getExtensionNames()).isEqualTo(sent.getExtensionNames());
        assertThat(bytes(received)).isEqualTo(bytes(sent));
    }

    private static byte[] bytes(CloudEvent event) {
        return event.getData() == null ? new byte[0] : event.getData().toBytes();
    }

    /** What the function got, as the SDK reads it. */
    private static CloudEvent received(CloudEvent sent) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> box.functions.requests().stream().anyMatch(r -> carries(r, sent)));
        ReceivedRequest request =
                box.functions.requests().stream()
                        .filter(r -> carries(r, sent))
                        .findFirst()
                        .orElseThrow();
        MessageReader reader =
                HttpMessageFactory.createReader(
                        consumer ->
                                request.headers()
                                        .map()
                                        .forEach(
                                                (name, values) ->
                                                        consumer.accept(name, values.getFirst())),
                        request.body());
        return reader.toEvent();
    }

    private static boolean carries(ReceivedRequest request, CloudEvent event) {
        return request.header("ce-id").equals(java.util.Optional.of(event.getId()));
    }
}
