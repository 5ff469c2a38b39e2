package com.justfaas.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.testkit.Ledger;
import com.justfaas.testkit.junit.ClusterExtension;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The product as {@code kubectl apply -k manifests/overlays/standalone} installs it. */
@ClusterTest
class InstallationE2E {

    @RegisterExtension static final ClusterExtension CLUSTER = new ClusterExtension();

    @Test
    void runsUnderPodSecurityRestrictedAndTheShippedRoles() {
        assertThat(CLUSTER.client().namespaces().withName("faas").get().getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThatThrownBy(() -> CLUSTER.client().resource(runningAsRoot()).create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("violates PodSecurity \"restricted:latest\"");

        // as its service account it has become the leader and may see Functions
        assertThat(
                        CLUSTER.client()
                                .leases()
                                .inNamespace("faas")
                                .withName("faas-events-operator")
                                .get()
                                .getSpec()
                                .getHolderIdentity())
                .startsWith("faas-events-");
        assertThat(
                        CLUSTER.client()
                                .apps()
                                .deployments()
                                .inNamespace("faas")
                                .withName("faas-events")
                                .get()
                                .getStatus())
                .returns(2, status -> status.getReadyReplicas());
    }

    private static Pod runningAsRoot() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("root")
                .withNamespace("faas")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("root")
                .withImage("justfaas/busybox:1")
                .endContainer()
                .endSpec()
                .build();
    }

    @Test
    void deliversAnEventToThePodOfAFunction() {
        FunctionPods pods = Functions.run(CLUSTER, "receipt", "order.paid");
        Ledger ledger = new Ledger();

        try (Load load = Load.start(CLUSTER.installation().ingress(), "order.paid", ledger, 10)) {
            Awaitility.await().until(() -> ledger.acceptedCount() > 0);
            assertThat(load.responses()).containsOnlyKeys("202");
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(pods.log(pods.pods().getFirst()))
                                        .contains("Ce-Id=order.paid-0 ", "X-Event-Attempt=1"));
    }
}
