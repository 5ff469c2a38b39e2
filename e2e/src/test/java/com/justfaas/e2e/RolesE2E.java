package com.justfaas.e2e;

import static com.justfaas.e2e.Waiting.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operator and router as processes of their own, which meet in the streams. */
class RolesE2E {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();
    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @Test
    void workApartAsTheyDoTogether() {
        Cluster.applyDefinitionAndRoles(KUBERNETES.server());
        Kubectl kubectl =
                new Kubectl(KUBERNETES.kubeconfig(KubernetesServer.ADMIN), KUBERNETES.namespace());
        Product operatorAlone =
                Product.inCluster(NATS.server(), KUBERNETES.server())
                        .with("FAAS_ROLES", "operator");

        try (RecordingFunction function = RecordingFunction.started();
                Replica router = Product.router(NATS.server()).calling(function).start();
                Replica operator = operatorAlone.start()) {
            router.awaitReady();
            operator.awaitReady();
            kubectl.applyFunction("receipt", "order.paid");
            router.awaitTopic(kubectl, "receipt", "order.paid");
            router.post("order.paid", "{}");

            assertThat(function.awaitRequests(1, SOON)).hasSize(1);
            assertThat(operator.process().log()).doesNotContain("ingress listening");
            assertThat(router.ready().body()).doesNotContain("operator");
            assertThat(operator.ready().body()).doesNotContain("functions");

            assertThat(operator.process().terminate()).isZero();
            assertThat(router.process().terminate()).isZero();
        } finally {
            kubectl.removeFunctions();
        }
    }
}
