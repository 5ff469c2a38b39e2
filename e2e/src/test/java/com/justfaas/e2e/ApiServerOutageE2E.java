package com.justfaas.e2e;

import static com.justfaas.e2e.Waiting.SOON;
import static com.justfaas.e2e.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The API server goes and comes; events go on without it. */
class ApiServerOutageE2E {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();
    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final RecordingFunction function = RecordingFunction.started();

    private Kubectl kubectl;
    private Product product;

    @BeforeAll
    static void install() {
        Cluster.applyDefinitionAndRoles(KUBERNETES.server());
    }

    @BeforeEach
    void enterNamespace() {
        kubectl =
                new Kubectl(KUBERNETES.kubeconfig(KubernetesServer.ADMIN), KUBERNETES.namespace());
        product = Product.inCluster(NATS.server(), KUBERNETES.server()).calling(function);
    }

    @AfterEach
    void giveTheServerBack() {
        if (!KUBERNETES.server().isRunning()) {
            KUBERNETES.server().start();
        }
        kubectl.removeFunctions();
        function.close();
    }

    @Test
    void isReadyWithoutItAndSaysWhatIsMissing() {
        KUBERNETES.server().stop();
        try (Replica replica = product.start().awaitReady()) {
            awaitProblem(replica);
            assertThat(replica.ready().statusCode()).isEqualTo(200);
            assertThat(replica.post("order.paid", "{}").statusCode()).isEqualTo(202);

            KUBERNETES.server().start();
            kubectl.applyFunction("receipt", "order.paid");

            deliver(replica, "order.paid");
        }
    }

    @Test
    void deliversOnWhileItIsAwayAndFollowsWhenItIsBack() {
        try (Replica replica = product.start().awaitReady()) {
            kubectl.applyFunction("receipt", "order.paid");
            deliver(replica, "order.paid");

            KUBERNETES.server().kill();
            awaitProblem(replica);
            assertThat(replica.ready().statusCode()).isEqualTo(200);
            deliver(replica, "order.paid");

            KUBERNETES.server().start();
            kubectl.applyFunction("receipt", "order.shipped");
            deliver(replica, "order.shipped");
        }
    }

    private static void awaitProblem(Replica replica) {
        await().until(
                        () -> replica.detail("operator"),
                        detail -> !detail.startsWith("the operator "));
    }

    private void deliver(Replica replica, String type) {
        replica.awaitTopic(kubectl, "receipt", type);
        int before = function.requestCount();
        replica.post(type, "{}");
        assertThat(function.awaitRequests(before + 1, SOON)).hasSize(before + 1);
    }
}
