package com.justfaas.router.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.FunctionResource;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.codec.ManagementEvent.Kind;
import com.justfaas.events.streams.FunctionFeed;
import com.justfaas.events.streams.FunctionRecords;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.router.Router;
import com.justfaas.router.RouterSettings;
import com.justfaas.router.callback.CallbackSettings;
import com.justfaas.router.callback.PlatformAddresses;
import com.justfaas.router.functions.FunctionDirectory;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.router.invocation.InvokeUrl;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.NatsExtension;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redriven events with a router that delivers them. */
class RedrivenDeliveryIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");

    private final RecordingFunction functions = RecordingFunction.started();
    private final HttpClient http = HttpClient.newHttpClient();
    private Graveyard yard;
    private FunctionRecords records;
    private FunctionDirectory directory;
    private FunctionFeed feed;
    private Router router;

    @BeforeEach
    void start() throws IOException {
        yard = new Graveyard(NATS.url());
        records = new FunctionRecords(yard.link, Clock.systemUTC());
        directory = new FunctionDirectory(yard.registry);
        feed = new FunctionFeed(yard.link, directory);
        feed.start();
        router =
                new Router(
                        new RouterSettings(
                                new InetSocketAddress(0),
                                new InvokeUrl(functions.uri().resolve("/") + "{namespace}/{name}"),
                                CallbackSettings.allowing("127.0.0.1"),
                                RouterSettings.EVENTS_KEPT,
                                Duration.ofSeconds(5)),
                        new PlatformAddresses(),
                        new NatsSettings(NATS.url(), null),
                        new StreamLimits(4 << 20, 16 << 20, 64 << 20, 128 << 20),
                        new io.micrometer.core.instrument.simple.SimpleMeterRegistry(),
                        Clock.systemUTC());
        router.start();
        soon().until(() -> router.readiness().stream().allMatch(check -> check.now().up()));
    }

    @AfterEach
    void stop() {
        router.close();
        feed.close();
        yard.close();
        functions.close();
        http.close();
    }

    private static org.awaitility.core.ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    /** Announces a function, or takes it back, and waits until everybody knows. */
    private void say(Kind kind, String uid) {
        FunctionResource resource =
                FunctionResource.of(
                        new com.fasterxml.jackson.databind.ObjectMapper()
                                .valueToTree(
                                        Map.of(
                                                "apiVersion",
                                                "justfaas.com/v1alpha1",
                                                "kind",
                                                "Function",
                                                "metadata",
                                                Map.of(
                                                        "namespace",
                                                        CHECKOUT.namespace(),
                                                        "name",
                                                        CHECKOUT.name(),
                                                        "uid",
                                                        uid,
                                                        "resourceVersion",
                                                        UUID.randomUUID().toString(),
                                                        "annotations",
                                                        Map.of(
                                                                "justfaas.com/event-type",
                                                                "order.created",
                                                                "justfaas.com/event-retries",
                                                                "2",
                                                                "justfaas.com/event-backoff",
                                                                "20ms")))));
        long sequence =
                records.publish(
                        new ManagementEvent(kind, resource), records.lastSequence(CHECKOUT));
        soon().until(() -> router.knownUpTo() >= sequence && directory.knownUpTo() >= sequence);
        yard.known.clear();
        for (KnownFunction function : directory.get().functions()) {
            yard.known.put(function.name(), function);
        }
    }

    private void post(String id) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:%d/apis/events"
                                                        .formatted(router.ingressPort())))
                                .header("X-Event-Type", "order.created")
                                .header("X-Event-Id", id)
                                .POST(HttpRequest.BodyPublishers.ofString("{\"n\":1}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(202);
    }

    private void awaitDead(int count) {
        soon().until(() -> yard.letters.stored() == count);
    }

    private JsonNode redriveAll() {
        return yard.api
                .post("/api/dead-letters/redrive", "{\"all\":true,\"ratePerSecond\":10000}")
                .json();
    }

    @Test
    void diesAgainWithAFreshBudgetEachTimeWithinTheDuplicateWindow() throws Exception {
        say(Kind.ADDED, "uid-1");
        functions.answer(Answer.status(500));
        post("e1");
        awaitDead(1);
        assertThat(functions.requestCount()).isEqualTo(3);

        for (int life = 2; life <= 4; life++) {
            assertThat(redriveAll().path("redriven").asInt()).isEqualTo(1);
            int expected = 3 * life;
            soon().until(() -> functions.requestCount() == expected);
            awaitDead(1);
        }

        assertThat(functions.requests())
                .extracting(request -> request.header("X-Event-Attempt").orElse(""))
                .containsExactly("1", "2", "3", "1", "2", "3", "1", "2", "3", "1", "2", "3");
        assertThat(functions.requests())
                .extracting(request -> request.header("ce-id").orElse(""))
                .containsOnly("e1");

        functions.answer(Answer.status(200));
        assertThat(redriveAll().path("redriven").asInt()).isEqualTo(1);
        soon().until(() -> functions.requestCount() == 13);
        ReceivedRequest last = functions.requests().getLast();
        assertThat(last.bodyText()).isEqualTo("{\"n\":1}");
        assertThat(last.header("X-Event-Attempt")).contains("1");
        awaitDead(0);
        soon().until(() -> yard.backlog.census().waiting().isEmpty());
    }

    @Test
    void waitsForAFunctionThatIsGoneAndGoesToTheNewOneOnlyWhenTold() throws Exception {
        say(Kind.ADDED, "uid-1");
        functions.answer(Answer.status(400));
        for (int i = 0; i < 5; i++) {
            post("e" + i);
        }
        awaitDead(5);
        functions.forget();
        functions.answer(Answer.status(200));

        say(Kind.DELETED, "uid-1");
        JsonNode skipped = redriveAll();
        assertThat(skipped.path("redriven").asInt()).isZero();
        assertThat(skipped.path("skippedCount").asInt()).isEqualTo(5);

        say(Kind.ADDED, "uid-2");
        assertThat(functions.requestCount()).isZero();
        assertThat(redriveAll().path("redriven").asInt()).isEqualTo(5);

        soon().until(() -> functions.requestCount() == 5);
        soon().until(() -> yard.backlog.census().waiting().isEmpty());
        assertThat(yard.letters.stored()).isZero();
    }
}
