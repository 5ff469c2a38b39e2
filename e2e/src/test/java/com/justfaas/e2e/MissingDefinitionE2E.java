package com.justfaas.e2e;

import static com.justfaas.e2e.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.junit.NatsExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On a cluster of its own, which has never heard of Functions. */
class MissingDefinitionE2E {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @Test
    void saysWhichFileToApplyAndGoesOnOnceItIs() {
        try (KubernetesServer kubernetes = KubernetesServer.create()) {
            kubernetes.start();
            Cluster.applyRoles(kubernetes);
            Product operator =
                    Product.inCluster(NATS.server(), kubernetes).with("FAAS_ROLES", "operator");
            try (Replica replica = operator.start()) {

                await().until(
                                () -> replica.detail("operator"),
                                detail ->
                                        detail.contains(
                                                "kubectl apply -f manifests/crds/functions.justfaas.com.yaml"));
                assertThat(replica.ready().statusCode()).isEqualTo(503);
                assertThat(replica.get("/livez").statusCode()).isEqualTo(200);
                assertThat(replica.process().log()).contains("functions.justfaas.com.yaml");

                Cluster.applyDefinition(kubernetes);
                replica.awaitReady();
                Kubectl kubectl =
                        new Kubectl(kubernetes.kubeconfig(KubernetesServer.ADMIN), "default");
                kubectl.applyFunction("receipt", "order.paid");
                kubectl.awaitReady("receipt");
            }
        }
    }
}
