package com.justfaas.router;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.FunctionResource;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.codec.ManagementEvent.Kind;
import com.justfaas.events.streams.FunctionRecords;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.events.streams.StreamSetup;
import com.justfaas.router.callback.CallbackSettings;
import com.justfaas.router.callback.PlatformAddresses;
import com.justfaas.router.invocation.InvokeUrl;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.Streams;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nats.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A router on a nats-server, a server in the place of all functions, and the operator's pen. */
final class RouterFixture implements AutoCloseable {

    static final StreamLimits SMALL = new StreamLimits(16 << 20, 256 << 20, 256 << 20, 64 << 20);

    private final NatsLink operator;
    private final FunctionRecords records;
    private final NatsSettings nats;
    private final StreamLimits limits;
    private final CallbackSettings callbacks;
    private final Clock clock;
    private final String route;
    final PlatformAddresses platform = new PlatformAddresses();
    final RecordingFunction functions = RecordingFunction.started();
    final HttpClient http = HttpClient.newHttpClient();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Router router;

    RouterFixture(String natsUrl) {
        this(natsUrl, SMALL);
    }

    RouterFixture(String natsUrl, StreamLimits limits) {
        this(natsUrl, limits, CallbackSettings.allowing("127.0.0.1"));
    }

    RouterFixture(String natsUrl, StreamLimits limits, CallbackSettings callbacks) {
        this(natsUrl, limits, callbacks, Clock.systemUTC());
    }

    RouterFixture(String natsUrl, StreamLimits limits, CallbackSettings callbacks, Clock clock) {
        this(natsUrl, limits, callbacks, clock, "/");
    }

    private RouterFixture(
            String natsUrl,
            StreamLimits limits,
            CallbackSettings callbacks,
            Clock clock,
            String route) {
        this.clock = clock;
        this.route = route;
        this.nats = new NatsSettings(natsUrl, null);
        this.limits = limits;
        this.callbacks = callbacks;
        this.operator = new NatsLink("operator", nats);
        this.records = new FunctionRecords(operator, Clock.systemUTC());
        this.operator.start();
        this.router = newRouter(registry);
        start(router);
        awaitReady();
    }

    /** With the server of all functions in the place of the gateway. */
    static RouterFixture behindGateway(String natsUrl) {
        return new RouterFixture(
                natsUrl,
                SMALL,
                CallbackSettings.allowing("127.0.0.1"),
                Clock.systemUTC(),
                "/proxy/");
    }

    Router newRouter(PrometheusMeterRegistry meters) {
        return new Router(
                new RouterSettings(
                        new InetSocketAddress(0),
                        new InvokeUrl(functions.uri().resolve(route) + "{namespace}/{name}"),
                        callbacks,
                        RouterSettings.EVENTS_KEPT,
                        Duration.ofSeconds(5)),
                platform,
                nats,
                limits,
                meters,
                clock);
    }

    static void start(Router router) {
        try {
            router.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> router.readiness().stream().allMatch(check -> check.now().up()));
    }

    /** Another process in the place of the first: what was in memory is gone. */
    void restart() {
        router.close();
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        router = newRouter(registry);
        start(router);
        awaitReady();
    }

    Connection nats() {
        return operator.connection();
    }

    /** Announces a function, new or changed, and waits until the router knows. */
    FunctionName function(String name, Map<String, String> annotations) {
        return function(name, name, annotations);
    }

    FunctionName function(String name, String uid, Map<String, String> annotations) {
        return function(new FunctionName("shop", name), uid, annotations);
    }

    FunctionName function(FunctionName function, String uid, Map<String, String> annotations) {
        var last = records.last(function);
        Kind kind =
                last.isEmpty() || last.get().event().kind() == Kind.DELETED
                        ? Kind.ADDED
                        : Kind.MODIFIED;
        String version = UUID.randomUUID().toString();
        say(kind, function, uid, version, annotations);
        return function;
    }

    void delete(FunctionName function, String uid) {
        say(Kind.DELETED, function, uid, UUID.randomUUID().toString(), Map.of());
    }

    private void say(
            Kind kind,
            FunctionName function,
            String uid,
            String version,
            Map<String, String> annotations) {
        ObjectNode resource = new ObjectMapper().createObjectNode();
        resource.put("apiVersion", "justfaas.com/v1alpha1").put("kind", "Function");
        ObjectNode metadata = resource.putObject("metadata");
        metadata.put("namespace", function.namespace())
                .put("name", function.name())
                .put("uid", uid)
                .put("resourceVersion", version);
        ObjectNode values = metadata.putObject("annotations");
        annotations.forEach((key, value) -> values.put("justfaas.com/" + key, value));
        long before = records.lastSequence(function);
        long sequence =
                records.publish(new ManagementEvent(kind, FunctionResource.of(resource)), before);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> router.knownUpTo() >= sequence);
    }

    HttpResponse<String> post(String type, String id, String body) {
        return post(Map.of("X-Event-Type", type, "X-Event-Id", id), body);
    }

    HttpResponse<String> post(Map<String, String> headers, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/apis/events"
                                                .formatted(router.ingressPort())))
                        .timeout(Duration.ofSeconds(10))
                        .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Requests that one function got. */
    List<ReceivedRequest> received(FunctionName function) {
        return functions.requests().stream()
                .filter(request -> request.path().startsWith(route + function + "/"))
                .toList();
    }

    long stored(String stream) {
        try {
            return nats().jetStreamManagement()
                    .getStreamInfo(stream)
                    .getStreamState()
                    .getMsgCount();
        } catch (IOException | io.nats.client.JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many events were taken and are not acknowledged, or were not taken yet. */
    long pending() {
        try {
            var info =
                    nats().jetStreamManagement()
                            .getConsumerInfo(Names.Streams.EVENTS, Names.Consumers.ROUTER);
            return info.getNumAckPending() + info.getNumPending();
        } catch (java.io.IOException | io.nats.client.JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes what is missing, as another replica would. */
    void makeStreams() {
        new StreamSetup(limits).ensure(nats());
    }

    /** Leaves no stream behind: the next test begins with nothing. */
    @Override
    public void close() {
        router.close();
        if (operator.isConnected()) {
            Streams.deleteAll(nats());
        }
        functions.close();
        operator.close();
        http.close();
    }
}
