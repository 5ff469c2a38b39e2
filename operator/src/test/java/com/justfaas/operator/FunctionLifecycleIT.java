package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionStatus;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.operator.function.UpkeepTimes;
import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said when a function comes, changes and goes, on a real API server and stream. */
class FunctionLifecycleIT {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();
    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

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
    void tellsTheStreamAndReportsInTheStatus() {
        stage.startWatching();
        stage.functions.create("checkout", "order.created, order.>");
        stage.journal().awaitLines("added checkout");
        stage.functions.awaitCondition("checkout", "Ready", "True");

        Function function = stage.functions.find("checkout").orElseThrow();
        FunctionStatus status = function.getStatus();
        assertThat(status.observedGeneration()).isEqualTo(1);
        assertThat(status.topics()).containsExactly("order.created", "order.>");
        assertThat(status.url())
                .isEqualTo("http://checkout.%s.svc.cluster.local:8080/", stage.namespace());
        assertThat(status.conditions())
                .allMatch(condition -> Long.valueOf(1).equals(condition.observedGeneration()));

        stage.functions.subscribe("checkout", "order.paid");
        stage.journal().awaitLines("added checkout", "modified checkout");
        Stage.await()
                .until(
                        () -> stage.functions.status("checkout").orElseThrow().topicsSummary(),
                        "order.paid"::equals);

        stage.functions.delete("checkout");
        stage.journal().awaitLines("added checkout", "modified checkout", "deleted checkout");
        Stage.await().until(() -> stage.functions.find("checkout").isEmpty());

        stage.functions.create("checkout", "order.created");
        stage.journal()
                .awaitLines(
                        "added checkout",
                        "modified checkout",
                        "deleted checkout",
                        "added checkout");
    }

    @Test
    void saysOnlyMetadataOfAFunction() {
        stage.startWatching();
        stage.functions.create(
                "checkout",
                Map.of(
                        "justfaas.com/event-type",
                        "order.created",
                        "kubectl.kubernetes.io/last-applied-configuration",
                        "{\"spec\": {\"env\": \"a secret\"}}"),
                "image: nginx\nenv: [{name: KEY, value: a secret}]");
        stage.journal().awaitLines("added checkout");
        ManagementEvent added = stage.journal().events().getFirst();
        assertThat(new String(added.resource().toPayload().bytes(), StandardCharsets.UTF_8))
                .contains("\"apiVersion\":\"justfaas.com/v1alpha1\"", "\"kind\":\"Function\"")
                .contains("\"justfaas.com/event-type\":\"order.created\"")
                .doesNotContain("a secret", "\"spec\"", "\"status\"", "managedFields");
    }

    @Test
    void saysThatASpecChanged() {
        stage.startWatching();
        stage.functions.create("checkout", "order.created");
        stage.journal().awaitLines("added checkout");
        stage.functions.edit(
                "checkout", function -> function.setSpec(stage.functions.spec("image: nginx:2")));
        stage.journal().awaitLines("added checkout", "modified checkout");
        Stage.await()
                .until(
                        () -> stage.functions.status("checkout").orElseThrow().observedGeneration(),
                        Long.valueOf(2)::equals);
    }

    @Test
    void saysNothingTwiceHoweverOftenItStartsAndLooks() {
        Operator first = stage.startWatching();
        List<String> names = IntStream.range(0, 5).mapToObj("function-%d"::formatted).toList();
        names.forEach(name -> stage.functions.create(name, "order.created"));
        names.forEach(name -> stage.functions.awaitCondition(name, "Ready", "True"));
        String[] added = names.stream().map("added %s"::formatted).toArray(String[]::new);
        stage.journal().awaitLinesInAnyOrder(added);
        List<String> versions = names.stream().map(this::resourceVersion).toList();
        first.close();

        stage.startWatching();
        // all of them are looked at again, then time passes
        Stage.await().until(() -> stage.count("faas.operator.reconciles"), count -> count >= 5);
        double looks = stage.count("faas.operator.reconciles");
        Stage.await()
                .during(Duration.ofSeconds(2))
                .until(() -> stage.count("faas.operator.reconciles") == looks);
        assertThat(looks).isEqualTo(5);
        assertThat(stage.journal().lines()).containsExactlyInAnyOrder(added);
        assertThat(stage.count("faas.operator.management.events")).isZero();
        assertThat(names.stream().map(this::resourceVersion).toList()).isEqualTo(versions);
    }

    @Test
    void looksOnceAtAChangeAndNeverAtItsOwnStatus() {
        stage.startWatching();
        stage.functions.create("checkout", "order.created");
        stage.functions.awaitCondition("checkout", "Ready", "True");
        // the finalizer, then the status
        assertThat(stage.count("faas.operator.reconciles")).isEqualTo(2);
        stage.functions.subscribe("checkout", "order.paid");
        stage.journal().awaitLines("added checkout", "modified checkout");
        Stage.await()
                .during(Duration.ofSeconds(2))
                .until(() -> stage.count("faas.operator.reconciles") == 3);
    }

    @Test
    void noticesAtStartWhatWasDeletedWhileItWasDown() {
        Operator first = stage.startWatching();
        stage.functions.create("checkout", "order.created");
        stage.functions.create("forced", "order.created");
        stage.journal().awaitLinesInAnyOrder("added checkout", "added forced");
        first.close();
        stage.functions.delete("checkout");
        stage.functions.deletePastTheFinalizer("forced");
        assertThat(stage.functions.find("forced")).isEmpty();

        stage.startWatching();
        stage.journal()
                .awaitLinesInAnyOrder(
                        "added checkout", "added forced", "deleted checkout", "deleted forced");
        Stage.await().until(() -> stage.functions.find("checkout").isEmpty());
    }

    @Test
    void tellsASuccessorFromItsPredecessor() {
        Operator first = stage.startWatching();
        stage.functions.create("checkout", "order.created");
        stage.journal().awaitLines("added checkout");
        first.close();
        stage.functions.deletePastTheFinalizer("checkout");
        stage.functions.create("checkout", "order.created");

        stage.startWatching();
        stage.journal().awaitLines("added checkout", "deleted checkout", "added checkout");
        List<ManagementEvent> events = stage.journal().events();
        assertThat(events.get(1).resource().uid()).isEqualTo(events.get(0).resource().uid());
        assertThat(events.get(2).resource().uid()).isNotEqualTo(events.get(0).resource().uid());
    }

    @Test
    void sweepsWhileItRuns() {
        UpkeepTimes hasty = new UpkeepTimes(Duration.ofSeconds(1), Duration.ofSeconds(3));
        Operator operator = stage.start(stage.settings(Stage.EAGER, hasty));
        Stage.awaitWatching(operator);
        stage.functions.create("forgotten", "order.created");
        stage.functions.create("gone", "order.created");
        stage.journal().awaitLinesInAnyOrder("added forgotten", "added gone");

        stage.functions.delete("gone");
        stage.journal().awaitLinesInAnyOrder("added forgotten", "added gone", "deleted gone");
        // the deletion is kept for three seconds, then nothing is known of it
        Stage.await()
                .until(
                        () -> stage.records().lastSequence(stage.functions.name("gone")),
                        last -> last == 0);

        // as if NATS had lost it
        stage.records().forget(stage.functions.name("forgotten"), Long.MAX_VALUE - 1);
        stage.journal()
                .awaitLinesInAnyOrder(
                        "added forgotten", "added gone", "deleted gone", "added forgotten");
    }

    @Test
    void goesOnWhereSomebodyElseWroteIntoTheStream() {
        stage.startWatching();
        stage.functions.create("checkout", "order.created");
        stage.journal().awaitLines("added checkout");
        stage.link()
                .connection()
                .publish(
                        "com.justfaas.function.modified.%s.checkout".formatted(stage.namespace()),
                        "not JSON".getBytes(StandardCharsets.UTF_8));

        stage.functions.subscribe("checkout", "order.paid");
        stage.journal().awaitLines("added checkout", "added checkout");
        stage.functions.awaitCondition("checkout", "Ready", "True");
    }

    @Test
    void writesKubernetesEventsOfChangesOnly() {
        Operator operator = stage.startWatching();
        stage.functions.create("checkout", "order.created");
        stage.functions.awaitCondition("checkout", "Ready", "True");
        stage.functions.subscribe("checkout", "order.paid");
        Stage.await().until(() -> stage.functions.notes("checkout").size(), Predicate.isEqual(2));
        stage.functions.annotate("checkout", "justfaas.com/scale-max", "3");
        stage.functions.annotate("checkout", "justfaas.com/event-retries", "many");
        Stage.await().until(() -> stage.functions.notes("checkout").size(), Predicate.isEqual(3));
        operator.close();
        stage.startWatching();
        Stage.await().until(() -> stage.count("faas.operator.reconciles"), count -> count >= 1);

        assertThat(stage.functions.notes("checkout"))
                .hasSize(3)
                .satisfiesExactlyInAnyOrder(
                        note ->
                                assertThat(note)
                                        .isEqualTo(
                                                "Normal Registered: Gets events of order.created"),
                        note ->
                                assertThat(note)
                                        .isEqualTo(
                                                "Normal TopicsChanged: Gets events of order.paid"),
                        note ->
                                assertThat(note)
                                        .startsWith("Warning InvalidAnnotation: ")
                                        .contains("justfaas.com/event-retries", "many"));
    }

    private String resourceVersion(String name) {
        return stage.functions.find(name).orElseThrow().getMetadata().getResourceVersion();
    }
}
