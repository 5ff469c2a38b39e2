package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.operator.function.UpkeepTimes;
import com.justfaas.operator.leadership.LeaseTimes;
import com.justfaas.testkit.ChildProcess;
import com.justfaas.testkit.FaultProxy;
import com.justfaas.testkit.FaultProxy.Direction;
import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas, of which one leads, whatever becomes of the other. */
class LeadershipIT {

    static final LeaseTimes SHORT =
            new LeaseTimes(Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofMillis(300));

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();
    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @TempDir Path folder;
    private Stage stage;

    @BeforeEach
    void setUp() {
        stage =
                new Stage(KUBERNETES.server(), KUBERNETES.namespace(), NATS.url())
                        .withDefinitionAndRoles();
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void theOtherTakesOverAtOnceWhenTheLeaderCloses() {
        Operator first = stage.startWatching();
        Operator second = stage.start();
        stage.functions.create("checkout", "order.created");
        stage.functions.awaitCondition("checkout", "Ready", "True");
        assertThat(second.health()).isEqualTo(OperatorHealth.STANDBY);
        assertThat(second.health().isGood()).isTrue();

        Instant closing = Instant.now();
        first.close();
        Stage.awaitWatching(second);
        assertThat(Duration.between(closing, Instant.now())).isLessThan(Stage.EAGER.lease());
        stage.functions.subscribe("checkout", "order.paid");
        stage.journal().awaitLines("added checkout", "modified checkout");
    }

    @Test
    void theOtherTakesOverWhenTheLeaderIsKilled() {
        try (ChildProcess first = startProcess()) {
            Operator second = stage.start(stage.settings(SHORT, UpkeepTimes.DEFAULT));
            stage.functions.create("checkout", "order.created");
            stage.functions.awaitCondition("checkout", "Ready", "True");
            assertThat(second.health()).isEqualTo(OperatorHealth.STANDBY);

            first.kill();
            stage.functions.create("fresh", "order.created");
            stage.functions.subscribe("checkout", "order.paid");
            stage.journal()
                    .awaitLinesInAnyOrder("added checkout", "modified checkout", "added fresh");
            assertThat(second.health()).isEqualTo(OperatorHealth.WATCHING);
        }
    }

    @Test
    void aFrozenLeaderWakesUpAndOverwritesNothing() {
        try (ChildProcess first = startProcess()) {
            Operator second = stage.start(stage.settings(SHORT, UpkeepTimes.DEFAULT));
            stage.functions.create("checkout", "order.created");
            stage.functions.awaitCondition("checkout", "Ready", "True");

            first.pause();
            // the first one has news of this in its socket when it wakes up
            stage.functions.subscribe("checkout", "order.paid");
            stage.journal().awaitLines("added checkout", "modified checkout");
            stage.functions.subscribe("checkout", "order.shipped");
            stage.journal().awaitLines("added checkout", "modified checkout", "modified checkout");
            first.resume();

            Stage.await().until(() -> first.log().contains("stands by for the one that leads"));
            Stage.await()
                    .during(Duration.ofSeconds(1))
                    .until(() -> stage.journal().lines().size() == 3);
            assertThat(second.health()).isEqualTo(OperatorHealth.WATCHING);
            assertThat(
                            stage.records()
                                    .last(stage.functions.name("checkout"))
                                    .orElseThrow()
                                    .event()
                                    .resource()
                                    .annotations())
                    .containsEntry("justfaas.com/event-type", "order.shipped");
        }
    }

    @Test
    void aLeaderThatIsCutOffStopsBeforeTheOtherBegins() {
        try (FaultProxy network = FaultProxy.started(KUBERNETES.server().url())) {
            Operator first =
                    stage.start(
                            stage.settings(SHORT, UpkeepTimes.DEFAULT),
                            stage.kubernetesConfig(network.url("https")));
            Stage.awaitWatching(first);
            Operator second = stage.start(stage.settings(SHORT, UpkeepTimes.DEFAULT));

            network.blackhole(Direction.TO_SERVER);
            network.blackhole(Direction.TO_CLIENT);
            Stage.awaitWatching(second);
            Stage.await().until(() -> !first.health().leading());
            assertThat(first.health().isGood()).isFalse();
            stage.functions.create("checkout", "order.created");
            stage.journal().awaitLines("added checkout");

            network.heal();
            Stage.await()
                    .untilAsserted(
                            () -> assertThat(first.health()).isEqualTo(OperatorHealth.STANDBY));
            assertThat(second.health()).isEqualTo(OperatorHealth.WATCHING);
        }
    }

    private ChildProcess startProcess() {
        ChildProcess process =
                OperatorProcess.start(
                        folder, stage.kubeconfig(), NATS.url(), KUBERNETES.namespace());
        Stage.await().until(() -> process.log().contains("leads and watches Functions"));
        return process;
    }
}
