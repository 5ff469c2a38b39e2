package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.operator.function.UpkeepTimes;
import com.justfaas.operator.leadership.LeaseTimes;
import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.junit.NatsExtension;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cluster that had Functions before this operator, on an API server of its own. */
class OldResourcesIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final KubernetesServer KUBERNETES = KubernetesServer.create();
    private static final String OLD = "src/test/resources/old/";

    @BeforeAll
    static void start() {
        KUBERNETES.start();
    }

    @AfterAll
    static void stop() {
        KUBERNETES.close();
    }

    @Test
    void manifestsApplyAsBeforeAndStoredObjectsAreRead() {
        Kubectl kubectl = new Kubectl(KUBERNETES.kubeconfig(KubernetesServer.ADMIN), "default");
        apply(kubectl, OLD + "definition.yaml");
        kubectl.run("wait", "--for=condition=Established", "crd/functions.justfaas.com");
        apply(kubectl, OLD + "functions.yaml");
        apply(kubectl, OLD + "stored.yaml");
        apply(kubectl, OLD + "loose-definition.yaml");
        Stage.await().untilAsserted(() -> apply(kubectl, OLD + "weird.yaml"));

        apply(kubectl, Stage.MANIFESTS + "/crds/functions.justfaas.com.yaml");
        assertThat(kubectl.run("apply", "-f", OLD + "functions.yaml"))
                .contains("whole-port unchanged", "decimal-port unchanged", "everything unchanged");
        assertThat(kubectl.run("apply", "-f", OLD + "stored.yaml").lines())
                .hasSize(6)
                .allMatch(line -> line.endsWith(" unchanged"));

        try (Stage stage = new Stage(KUBERNETES, "default", NATS.url()).withRoles()) {
            Operator operator = stage.start(alone(stage));
            Stage.awaitWatching(operator);
            for (String good : List.of("whole-port", "decimal-port", "everything")) {
                stage.functions.awaitCondition(good, "Ready", "True");
                assertThat(stage.functions.find(good).orElseThrow().getSpec().containerPort())
                        .isEqualTo(8080);
            }
            for (String bad :
                    List.of(
                            "half-port",
                            "high-port",
                            "empty-image",
                            "shouted-host",
                            "nameless-variable",
                            "no-spec",
                            "text-spec",
                            "object-image")) {
                stage.functions.awaitCondition(bad, "Ready", "False/InvalidSpec");
                stage.functions.awaitCondition(bad, "EventsRegistered", "True");
            }
            // what cannot be read of these is optional
            for (String readable : List.of("text-env", "text-port", "weird-status")) {
                stage.functions.awaitCondition(readable, "EventsRegistered", "True");
            }
            assertThat(operator.health()).isEqualTo(OperatorHealth.WATCHING);

            assertThat(kubectl.run("get", "functions").lines().toList())
                    .satisfies(
                            lines ->
                                    assertThat(lines.getFirst().split(" +"))
                                            .containsExactly(
                                                    "NAME", "TOPICS", "READY", "REASON", "PENDING",
                                                    "DEAD", "AGE"))
                    .anySatisfy(
                            line ->
                                    assertThat(line)
                                            .startsWith("everything")
                                            .contains(
                                                    " True ",
                                                    " order.created,order.paid ",
                                                    " Ready "));
            assertThat(kubectl.run("get", "functions", "-o", "wide", "everything"))
                    .contains(
                            "REPLICAS",
                            " http://everything.default.svc.cluster.local:8080/ ",
                            " nginx");
            assertThat(kubectl.run("explain", "function.spec.port"))
                    .contains("a whole number from 1 to 65535");

            kubectl.run("delete", "functions", "--all", "--timeout=30s");
            assertThat(stage.admin().resources(Function.class).inAnyNamespace().list().getItems())
                    .isEmpty();
        }
    }

    /** In all namespaces, and without a lease. */
    private static OperatorSettings alone(Stage stage) {
        OperatorSettings settings = stage.settings(LeaseTimes.DEFAULT, UpkeepTimes.DEFAULT);
        return OperatorSettings.of(
                Set.of(),
                false,
                settings.leaseNamespace(),
                settings.identity(),
                settings.workloads());
    }

    private static void apply(Kubectl kubectl, String file) {
        kubectl.run("apply", "-f", file);
    }
}
