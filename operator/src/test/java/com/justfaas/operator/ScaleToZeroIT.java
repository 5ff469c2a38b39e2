package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.streams.AvailableFunctions;
import com.justfaas.events.streams.CallReport;
import com.justfaas.events.streams.CallReport.Calls;
import com.justfaas.events.streams.CallReports;
import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions that sleep, with a test in the place of the routers and of the kubelet. */
class ScaleToZeroIT {

    @RegisterExtension
    static final KubernetesExtension KUBERNETES = KubernetesExtension.withControllers();

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final Map<String, String> SLEEPY =
            Map.of(
                    "justfaas.com/event-type", "order.paid",
                    "justfaas.com/scale-to-zero", "true",
                    "justfaas.com/scale-to-zero-cooldown", "3s");

    private final ScheduledExecutorService router = Executors.newSingleThreadScheduledExecutor();
    private final List<FunctionName> available = Collections.synchronizedList(new ArrayList<>());
    private volatile List<Calls> calls = List.of();
    private Stage stage;
    private Children children;

    @BeforeEach
    void setUp() {
        stage =
                new Stage(KUBERNETES.server(), KUBERNETES.namespace(), NATS.url())
                        .withDefinitionAndRoles();
        children = new Children(stage.admin(), stage.namespace());
        AvailableFunctions.listen(stage.link(), available::add);
        Stage.awaitWatching(stage.start(stage.running()));
    }

    @AfterEach
    void tearDown() {
        router.shutdownNow();
        stage.close();
    }

    @Test
    void sleepsAfterTheCooldownAndIsWokenByAnEvent() {
        reportEverySecond();
        stage.functions.create("checkout", SLEEPY, "image: nginx");
        children.run("checkout", Children.ready());
        stage.functions.awaitCondition("checkout", "Ready", "True");
        assertThat(available).isNotEmpty();

        Stage.await().until(() -> replicas() == 0);
        stage.functions.awaitCondition("checkout", "WorkloadAvailable", "True");
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(stage.functions.message("checkout", "WorkloadAvailable"))
                                        .startsWith("scaled to zero"));
        assertThat(stage.functions.condition("checkout", "Ready")).isEqualTo("True");

        available.clear();
        putIntoTheBacklog();
        Stage.await().until(() -> replicas() == 1);
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(
                                                stage.functions
                                                        .status("checkout")
                                                        .orElseThrow()
                                                        .pending())
                                        .isEqualTo(1));
        Stage.await().until(() -> !children.pods("checkout").isEmpty());
        children.run("checkout", Children.ready());
        Stage.await()
                .untilAsserted(
                        () -> assertThat(available).contains(stage.functions.name("checkout")));
    }

    @Test
    void staysAwakeWhileItIsCalledAndWhileNoRouterReports() throws Exception {
        stage.functions.create("checkout", SLEEPY, "image: nginx");
        children.run("checkout", Children.ready());
        TimeUnit.SECONDS.sleep(5); // longer than the cooldown, and nothing may happen
        assertThat(replicas()).isEqualTo(1);

        calls = List.of(new Calls(stage.functions.name("checkout"), 0, 1, 0, 0, 0, false));
        reportEverySecond();
        TimeUnit.SECONDS.sleep(5);
        assertThat(replicas()).isEqualTo(1);

        calls = List.of();
        Stage.await().until(() -> replicas() == 0);
    }

    @Test
    void showsAFunctionThatFailsEveryCall() {
        stage.functions.create("checkout", "order.paid");
        calls = List.of(new Calls(stage.functions.name("checkout"), 3, 0, 0, 3, 503, false));
        reportEverySecond();
        stage.functions.awaitCondition("checkout", "Delivering", "False/Failing");
        assertThat(stage.functions.message("checkout", "Delivering"))
                .endsWith("the last status is 503");
        assertThat(stage.functions.notes("checkout"))
                .anyMatch(note -> note.startsWith("Warning Failing: "));

        calls = List.of(new Calls(stage.functions.name("checkout"), 1, 0, 1, 0, 0, false));
        stage.functions.awaitCondition("checkout", "Delivering", "True");
    }

    private void reportEverySecond() {
        var _ =
                router.scheduleWithFixedDelay(
                        () -> CallReports.publish(stage.link(), "test", new CallReport(calls)),
                        0,
                        500,
                        TimeUnit.MILLISECONDS);
    }

    /** As a router does: a copy, and the news of it. */
    private void putIntoTheBacklog() {
        FunctionName function = stage.functions.name("checkout");
        try {
            long sequence =
                    stage.link()
                            .connection()
                            .jetStream()
                            .publish(Names.Subjects.backlog(function, 0), new byte[1])
                            .getSeqno();
            stage.link()
                    .connection()
                    .publish(
                            Names.Subjects.wake(function, 0),
                            "%d 1".formatted(sequence).getBytes(StandardCharsets.US_ASCII));
        } catch (java.io.IOException | io.nats.client.JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    private int replicas() {
        return children.deployment("checkout").getSpec().getReplicas();
    }
}
