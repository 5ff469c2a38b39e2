package com.justfaas.e2e;

import static com.justfaas.e2e.Waiting.SOON;
import static com.justfaas.e2e.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.NatsServer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.KubernetesExtension;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** NATS goes and comes; nobody is told 202 of what is not stored, and nobody has to help. */
class NatsOutageE2E {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();

    private final NatsServer nats = NatsServer.create();
    private final RecordingFunction function = RecordingFunction.started();

    private Kubectl kubectl;
    private Replica replica;

    @BeforeAll
    static void install() {
        Cluster.applyDefinitionAndRoles(KUBERNETES.server());
    }

    @BeforeEach
    void startWithoutNats() {
        kubectl =
                new Kubectl(KUBERNETES.kubeconfig(KubernetesServer.ADMIN), KUBERNETES.namespace());
        kubectl.applyFunction("receipt", "order.paid");
        replica = Product.inCluster(nats, KUBERNETES.server()).calling(function).start();
    }

    @AfterEach
    void stop() {
        kubectl.removeFunctions();
        replica.close();
        nats.close();
        function.close();
    }

    @Test
    void waitsForNatsAndSaysSo() {
        assertThat(replica.ready().statusCode()).isEqualTo(503);
        await().until(
                        () -> replica.detail("nats"),
                        detail -> detail.startsWith("cannot connect to NATS at " + nats.url()));
        assertThat(replica.get("/livez").statusCode()).isEqualTo(200);
        assertRefused(replica.post("order.paid", "{}"));

        nats.start();

        awaitKnown();
        deliver("1");
    }

    @Test
    void refusesEventsWhileNatsIsAwayAndRecoversByItself() {
        nats.start();
        awaitKnown();
        deliver("1");

        nats.kill();

        await().until(() -> replica.ready().statusCode() == 503);
        assertThat(replica.detail("nats"))
                .isEqualTo("the connection to NATS at %s is lost".formatted(nats.url()));
        assertRefused(replica.post("order.paid", "{}"));
        assertThat(replica.get("/livez").statusCode()).isEqualTo(200);

        nats.start();

        awaitKnown();
        deliver("2");
        assertThat(function.requests())
                .extracting(ReceivedRequest::bodyText)
                .containsExactly("1", "2");
    }

    private void awaitKnown() {
        replica.awaitReady();
        kubectl.awaitReady("receipt");
        replica.awaitTopic(kubectl, "receipt", "order.paid");
    }

    private void deliver(String body) {
        int before = function.requestCount();
        assertThat(replica.post("order.paid", body).statusCode()).isEqualTo(202);
        assertThat(function.awaitRequests(before + 1, SOON).getLast().bodyText()).isEqualTo(body);
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }
}
