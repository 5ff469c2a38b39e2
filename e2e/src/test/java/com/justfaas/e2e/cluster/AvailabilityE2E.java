package com.justfaas.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.testkit.Ledger;
import com.justfaas.testkit.junit.ClusterExtension;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Pods of the product and of functions go and come under load: nothing that was accepted is lost.
 */
@ClusterTest
class AvailabilityE2E {

    @RegisterExtension static final ClusterExtension CLUSTER = new ClusterExtension();

    private static final int PER_SECOND = 100;
    private static final String PRODUCT = "deployment/faas-events";

    private final Ledger ledger = new Ledger();

    @AfterEach
    void giveBackReady() {
        CLUSTER.kubectl().run("uncordon", "node");
        awaitProduct();
    }

    @Test
    void acceptsAndDeliversEveryEventWhileTheProductIsUpdated() {
        Map<String, Integer> responses =
                underLoad(
                        "update",
                        () -> {
                            CLUSTER.kubectl().run("rollout", "restart", PRODUCT, "-nfaas");
                            awaitProduct();
                        });

        assertThat(responses).containsOnlyKeys("202");
    }

    @Test
    void losesNothingWhenAPodOfTheProductIsDeletedByForce() {
        underLoad(
                "force",
                () -> {
                    CLUSTER.kubectl()
                            .run(
                                    "delete",
                                    "pod",
                                    productPod(),
                                    "-nfaas",
                                    "--grace-period=0",
                                    "--force",
                                    "--wait=false");
                    awaitProduct();
                });
    }

    @Test
    void keepsOneReplicaWhileTheNodeIsDrained() {
        Map<String, Integer> responses =
                underLoad(
                        "drain",
                        () -> {
                            assertThatThrownBy(AvailabilityE2E::drain)
                                    .hasMessageContaining("error when evicting pods");
                            assertThat(availableReplicas()).isEqualTo(1);
                        });

        assertThat(responses).containsOnlyKeys("202");
    }

    /** Gives up after some seconds, because what it may not evict has nowhere else to go. */
    private static void drain() {
        CLUSTER.kubectl()
                .run(
                        "drain",
                        "node",
                        "--pod-selector=app.kubernetes.io/name=faas-events",
                        "--delete-emptydir-data",
                        "--timeout=15s");
    }

    @Test
    void deliversAgainWhatAKilledFunctionDidNotAnswer() {
        FunctionPods pods = Functions.run(CLUSTER, "killed", "killed", "scale-min: \"2\"");
        await().until(() -> pods.pods().size() == 2);
        pods.awaitReady();
        Load load = Load.start(CLUSTER.installation().ingress(), "killed", ledger, PER_SECOND);
        try (load) {
            awaitAccepted(PER_SECOND);
            CLUSTER.killContainer(pods.pods().getFirst());
            await().until(() -> pods.pods().stream().anyMatch(FunctionPods::hasRestarted));
            pods.awaitReady();
            awaitAccepted(PER_SECOND);
            assertThat(load.responses()).containsOnlyKeys("202");
        }

        await().untilAsserted(
                        () -> {
                            pods.readDeliveries(ledger);
                            assertThat(ledger.lost()).isEmpty();
                        });
        report("killed", load);
    }

    /**
     * Returns how the ingress responded; everything that was accepted has been delivered by then.
     */
    private Map<String, Integer> underLoad(String function, Runnable fault) {
        try (Collector _ = Collector.start(CLUSTER, function, ledger)) {
            Functions.register(CLUSTER, function, function);
            Load load = Load.start(CLUSTER.installation().ingress(), function, ledger, PER_SECOND);
            try (load) {
                awaitAccepted(PER_SECOND);
                fault.run();
                awaitAccepted(PER_SECOND);
            }
            await().untilAsserted(() -> assertThat(ledger.lost()).isEmpty());
            assertThat(ledger.phantoms()).isEmpty();
            report(function, load);
            return load.responses();
        }
    }

    /** So many more than now. */
    private void awaitAccepted(int more) {
        int before = ledger.acceptedCount();
        await().until(() -> ledger.acceptedCount() >= before + more);
    }

    private static void awaitProduct() {
        CLUSTER.kubectl().run("rollout", "status", PRODUCT, "-nfaas", "--timeout=2m");
    }

    private static String productPod() {
        return CLUSTER.client()
                .pods()
                .inNamespace("faas")
                .withLabel("app.kubernetes.io/name", "faas-events")
                .list()
                .getItems()
                .getFirst()
                .getMetadata()
                .getName();
    }

    private static int availableReplicas() {
        return CLUSTER.client()
                .apps()
                .deployments()
                .inNamespace("faas")
                .withName("faas-events")
                .get()
                .getStatus()
                .getAvailableReplicas();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    @SuppressWarnings("SystemOut") // the counts are for people who run the tests
    private void report(String test, Load load) {
        System.out.printf("cluster | %-8s | %s %s%n", test, ledger, load.responses());
    }
}
