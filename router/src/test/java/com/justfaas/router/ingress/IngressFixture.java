package com.justfaas.router.ingress;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.streams.EventPublisher;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.events.streams.StreamSetup;
import com.justfaas.events.topics.EventAnnotations;
import com.justfaas.router.callback.EgressRules;
import com.justfaas.router.callback.PlatformAddresses;
import com.justfaas.router.callback.WebhookUrls;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.router.functions.KnownFunctions;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** A running door for events that knows the function shop/checkout. */
final class IngressFixture implements AutoCloseable {

    private static final long MIB = 1024L * 1024;

    /** Small enough for a test's disk, large enough not to be noticed. */
    static final StreamLimits SMALL = new StreamLimits(MIB, 64 * MIB, MIB, MIB);

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");

    final NatsLink link;
    final IngressServer server;
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<FunctionName, KnownFunction> functions = new ConcurrentHashMap<>();
    private volatile boolean functionsComplete = true;
    private volatile boolean functionsRead = true;

    private IngressFixture(String natsUrl, IngressSettings settings) {
        link = new NatsLink("ingress", new NatsSettings(natsUrl, null));
        link.start();
        know(CHECKOUT, Map.of());
        server =
                new IngressServer(
                        settings,
                        new WebhookUrls(new EgressRules(List.of(), new PlatformAddresses())),
                        new EventPublisher(link),
                        new KnownFunctions(
                                () -> FunctionSnapshot.of(functions),
                                () -> functionsRead,
                                () -> functionsComplete),
                        registry);
        server.start();
    }

    /** Without waiting for NATS. */
    static IngressFixture started(String natsUrl, IngressSettings settings) {
        return new IngressFixture(natsUrl, settings);
    }

    /** With the streams there. */
    static IngressFixture ready(String natsUrl, IngressSettings settings, StreamLimits limits) {
        IngressFixture fixture = started(natsUrl, settings);
        Awaitility.await().until(fixture.link::isConnected);
        new StreamSetup(limits).ensure(fixture.link.connection());
        return fixture;
    }

    /** Announces a function in namespace shop. */
    void knows(String name, String topics, boolean paused) {
        know(
                new FunctionName("shop", name),
                Map.of(
                        EventAnnotations.EVENT_TYPE,
                        topics,
                        EventAnnotations.PAUSED,
                        Boolean.toString(paused)));
    }

    private void know(FunctionName name, Map<String, String> annotations) {
        functions.put(
                name,
                new KnownFunction(name, "uid", EventAnnotations.read(annotations), Instant.EPOCH));
    }

    void neverReadFunctions() {
        functionsRead = false;
        functionsComplete = false;
    }

    void knowsNotAllFunctionsYet() {
        functionsComplete = false;
    }

    int port() {
        return server.port();
    }

    HttpResponse<String> post(String body, String... headers) {
        return post(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> post(byte[] body, String... headers) {
        return postTo("/apis/events", body, headers);
    }

    HttpResponse<String> postTo(String target, String body, String... headers) {
        return postTo(target, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> postTo(String target, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:%d%s".formatted(port(), target)))
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The last event of that type in the stream. */
    StoredMessage stored(String type) throws IOException, JetStreamApiException {
        return storedOn(Names.Subjects.event(type));
    }

    StoredMessage storedOn(String subject) throws IOException, JetStreamApiException {
        return StoredMessage.of(
                link.connection()
                        .jetStreamManagement()
                        .getLastMessage(Names.Streams.EVENTS, subject));
    }

    /** How many events of that type are in the stream. */
    long count(String type) throws IOException, JetStreamApiException {
        return link
                .connection()
                .jetStreamManagement()
                .getStreamInfo(
                        Names.Streams.EVENTS,
                        io.nats.client.api.StreamInfoOptions.filterSubjects(
                                Names.Subjects.event(type)))
                .getStreamState()
                .getSubjectMap()
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** How many events are in the stream. */
    long storedEvents() throws IOException, JetStreamApiException {
        return link.connection()
                .jetStreamManagement()
                .getStreamInfo(Names.Streams.EVENTS)
                .getStreamState()
                .getMsgCount();
    }

    @Override
    public void close() {
        server.close();
        link.close();
        client.close();
    }
}
