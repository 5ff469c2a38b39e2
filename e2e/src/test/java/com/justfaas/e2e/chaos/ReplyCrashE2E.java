package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.NatsServer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions that answer with events, while their router is killed. */
@ChaosTest
class ReplyCrashE2E {

    private static final int EVENTS = 2_000;
    private static final FunctionName ASKED = new FunctionName("shop", "asked");
    private static final FunctionName TOLD = new FunctionName("shop", "told");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final NatsServer nats = NatsServer.create();
    private final RecordingFunction functions = RecordingFunction.started();
    private RouterReplica router;
    private Streams streams;

    @BeforeEach
    void start() {
        nats.start();
        router = newRouter().awaitReady();
        streams = new Streams(nats.url());
        try (OperatorPen operator = OperatorPen.connected(nats.url())) {
            operator.announce(ASKED, "question", "1", Map.of());
            operator.announce(TOLD, "answer", "2", Map.of());
        }
        await().atMost(SOON).until(() -> router.functions().size() == 2);
        functions.answerBy(ReplyCrashE2E::answer);
    }

    @AfterEach
    void stop() {
        router.close();
        streams.close();
        nats.close();
        functions.close();
    }

    private RouterReplica newRouter() {
        return RouterReplica.start(nats.url(), functions.uri() + "{namespace}/{name}");
    }

    private static Answer answer(ReceivedRequest request) {
        return request.path().startsWith("/" + ASKED + "/")
                ? Answer.status(200)
                        .header("ce-specversion", "1.0")
                        .header("ce-id", UUID.randomUUID().toString())
                        .header("ce-source", "/asked")
                        .header("ce-type", "answer")
                        .body("text/plain", request.header("ce-id").orElse(""))
                : Answer.status(200);
    }

    @Test
    void everyEventIsAnsweredByOneEventHoweverOftenTheRouterDies()
            throws IOException, JetStreamApiException {
        for (int i = 0; i < EVENTS; i++) {
            Headers event = new Headers();
            event.put("ce-specversion", "1.0");
            event.put("ce-id", "e" + i);
            event.put("ce-source", "/questions");
            event.put("ce-type", "question");
            streams.connection()
                    .jetStream()
                    .publish(Names.Subjects.event("question"), event, new byte[0]);
            if (i == EVENTS / 3 || i == EVENTS * 2 / 3) {
                router.process().kill();
                router.close();
                router = newRouter();
            }
        }
        // what a dead router held comes again when its lease is over: 10 s
        await("all is answered")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> told().size() == EVENTS);
        await().atMost(SOON)
                .until(
                        () ->
                                streams.router().getNumAckPending()
                                                + streams.router().getNumPending()
                                        == 0);

        long asked =
                functions.requests().stream()
                        .filter(request -> request.path().startsWith("/" + ASKED + "/"))
                        .count();
        Report.line(
                "replies",
                "%d events, asked %d times, answered %d".formatted(EVENTS, asked, answers()));
        assertThat(answers()).isEqualTo(EVENTS);
        assertThat(router.drift()).isZero();
        assertThat(streams.messages(Names.Streams.DEAD_LETTERS)).isZero();
    }

    /** What the answers that arrived were about. */
    private Set<String> told() {
        return functions.requests().stream()
                .filter(request -> request.path().startsWith("/" + TOLD + "/"))
                .map(ReceivedRequest::bodyText)
                .collect(Collectors.toSet());
    }

    /** How many answers are stored. */
    private long answers() {
        String subject = Names.Subjects.event("answer");
        return streams.ask(
                        management ->
                                management.getStreamInfo(
                                        Names.Streams.EVENTS,
                                        StreamInfoOptions.filterSubjects(subject)))
                .getStreamState()
                .getSubjectMap()
                .getOrDefault(subject, 0L);
    }
}
