package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Names;
import com.justfaas.operator.function.UpkeepTimes;
import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.NatsOptions;
import com.justfaas.testkit.NatsServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is away comes back, and then nothing is missing. On servers that may be killed. */
class OutageIT {

    private static final KubernetesServer KUBERNETES = KubernetesServer.create();

    private final NatsServer nats = NatsServer.create();
    private Stage stage;

    @BeforeAll
    static void startKubernetes() {
        KUBERNETES.start();
    }

    @AfterAll
    static void stopKubernetes() {
        KUBERNETES.close();
    }

    @BeforeEach
    void setUp() {
        String namespace = "test-" + Long.toHexString(System.nanoTime());
        KUBERNETES.createNamespace(namespace);
        stage = new Stage(KUBERNETES, namespace, nats.url()).withRoles();
    }

    @AfterEach
    void tearDown() {
        stage.close();
        nats.close();
    }

    @Test
    void waitsForNatsFromTheStart() {
        stage.withDefinitionAndRoles();
        stage.startWatching();
        stage.functions.create("checkout", "order.created");
        stage.functions.awaitCondition("checkout", "EventsRegistered", "False/StreamUnavailable");
        assertThat(stage.functions.message("checkout", "Ready")).contains("NATS", nats.url());

        nats.start();
        stage.journal().awaitLines("added checkout");
        stage.functions.awaitCondition("checkout", "Ready", "True");
    }

    @Test
    void saysAfterAnOutageOfNatsAllThatHappenedInIt() {
        nats.start();
        stage.withDefinitionAndRoles();
        stage.startWatching();
        stage.functions.create("changed", "order.created");
        stage.functions.create("gone", "order.created");
        stage.functions.create("forced", "order.created");
        stage.journal().awaitLinesInAnyOrder("added changed", "added gone", "added forced");

        nats.kill();
        stage.functions.subscribe("changed", "order.paid");
        stage.functions.create("fresh", "order.created");
        stage.functions.delete("gone");
        stage.functions.awaitCondition("changed", "EventsRegistered", "False/StreamUnavailable");
        stage.functions.awaitCondition("fresh", "EventsRegistered", "False/StreamUnavailable");
        assertThat(stage.functions.find("gone"))
                .as("waits for its deletion to be said")
                .isPresent();
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(stage.functions.notes("gone"))
                                        .anyMatch(
                                                note -> note.startsWith("Warning DeletionWaits")));
        stage.functions.deletePastTheFinalizer("forced");

        nats.start();
        Instant back = Instant.now();
        stage.journal()
                .awaitLinesInAnyOrder(
                        "added changed",
                        "added gone",
                        "added forced",
                        "modified changed",
                        "added fresh",
                        "deleted gone",
                        "deleted forced");
        assertThat(Duration.between(back, Instant.now())).isLessThan(Duration.ofSeconds(10));
        stage.functions.awaitCondition("changed", "Ready", "True");
        stage.functions.awaitCondition("fresh", "Ready", "True");
        Stage.await().until(() -> stage.functions.find("gone").isEmpty());
    }

    @Test
    void saysAllAgainWhenNatsHasLostIt() {
        nats.start();
        stage.withDefinitionAndRoles();
        stage.startWatching();
        stage.functions.create("checkout", "order.created");
        stage.functions.create("refund", "order.cancelled");
        stage.journal().awaitLinesInAnyOrder("added checkout", "added refund");

        nats.close();
        try (NatsServer empty = NatsServer.create(NatsOptions.defaults().on(nats.port()))) {
            empty.start();
            stage.journal()
                    .awaitLinesInAnyOrder(
                            "added checkout", "added refund", "added checkout", "added refund");
        }
    }

    @Test
    void saysAllAgainWhenSomebodyDeletedTheStream() throws Exception {
        nats.start();
        stage.withDefinitionAndRoles();
        stage.startWatching();
        stage.functions.create("checkout", "order.created");
        stage.journal().awaitLines("added checkout");

        stage.link().connection().jetStreamManagement().deleteStream(Names.Streams.FUNCTIONS);
        stage.journal().awaitLines("added checkout", "added checkout");
    }

    @Test
    void goesOnAfterTheApiServerWasKilled() {
        nats.start();
        stage.withDefinitionAndRoles();
        Operator operator = stage.startWatching();
        stage.functions.create("checkout", "order.created");
        stage.functions.awaitCondition("checkout", "Ready", "True");

        KUBERNETES.kill();
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(operator.health().problem().orElse(""))
                                        .contains(KUBERNETES.url()));
        assertThat(operator.health().isGood()).isFalse();
        Stage.await().until(() -> !operator.health().leading());
        assertThat(operator.health().isGood()).isFalse();
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(operator.health().problem().orElse(""))
                                        .contains(
                                                "the lease faas-events-operator cannot be read",
                                                KUBERNETES.url() + "/ does not answer: "));
        KUBERNETES.start();

        Stage.awaitWatching(operator);
        stage.functions.create("fresh", "order.created");
        stage.functions.subscribe("checkout", "order.paid");
        stage.journal().awaitLinesInAnyOrder("added checkout", "added fresh", "modified checkout");
        stage.functions.awaitCondition("fresh", "Ready", "True");
    }

    @Test
    void waitsForTheDefinitionAndSaysWhichFileHasIt() {
        nats.start();
        stage.admin()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("functions.justfaas.com")
                .delete();
        Operator operator = stage.start();
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(operator.health().problem().orElse(""))
                                        .contains(
                                                "kubectl apply -f manifests/crds/functions.justfaas.com.yaml"));
        assertThat(operator.health().leading()).isTrue();
        assertThat(operator.health().isGood()).isFalse();

        stage.withDefinitionAndRoles();
        Stage.awaitWatching(operator);
        stage.functions.create("checkout", "order.created");
        stage.functions.awaitCondition("checkout", "Ready", "True");
    }

    /** Without a lease nothing else notices: a watch of a frozen API server is one without news. */
    @Test
    void reportsThatTheApiServerIsFrozen() {
        nats.start();
        stage.withDefinitionAndRoles();
        OperatorSettings usual = stage.settings(Stage.EAGER, UpkeepTimes.DEFAULT);
        Operator operator =
                stage.start(
                        OperatorSettings.of(
                                usual.watchNamespaces(),
                                false,
                                usual.leaseNamespace(),
                                usual.identity(),
                                usual.workloads()));
        Stage.awaitWatching(operator);

        KUBERNETES.pause();
        try {
            Stage.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () ->
                                    assertThat(operator.health().problem().orElse(""))
                                            .contains(KUBERNETES.url() + "/ does not answer: "));
            assertThat(operator.health().isGood()).isFalse();
        } finally {
            KUBERNETES.resume();
        }
        Stage.awaitWatching(operator);
    }
}
