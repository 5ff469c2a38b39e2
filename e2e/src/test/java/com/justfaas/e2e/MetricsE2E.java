package com.justfaas.e2e;

import static com.justfaas.e2e.Waiting.SOON;
import static com.justfaas.e2e.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Answer;
import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code promtool check metrics} would say of a process that has had all sorts of traffic. */
class MetricsE2E {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();
    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @Test
    void haveHelpAndNamesAsPrometheusWantsThem() throws Exception {
        Cluster.applyDefinitionAndRoles(KUBERNETES.server());
        Kubectl kubectl =
                new Kubectl(KUBERNETES.kubeconfig(KubernetesServer.ADMIN), KUBERNETES.namespace());
        try (RecordingFunction function = RecordingFunction.started();
                Replica replica =
                        Product.inCluster(NATS.server(), KUBERNETES.server())
                                .calling(function)
                                .start()) {
            function.answerBy(
                    request ->
                            request.path().contains("/picky")
                                    ? Answer.status(400)
                                    : Answer.status(200).header("ce-specversion", "1.0"));
            replica.awaitReady();
            kubectl.applyFunction(
                    "receipt", "order.*", "event-filter: \"region = 'eu' OR NOT EXISTS region\"");
            kubectl.applyFunction("picky", "order.paid");
            kubectl.applyFunction("parked", "order.paid", "event-paused: \"true\"");
            for (String name : new String[] {"receipt", "picky", "parked"}) {
                kubectl.awaitReady(name);
                replica.awaitTopic(
                        kubectl, name, name.equals("receipt") ? "order.*" : "order.paid");
            }
            send(replica);
            await().untilAsserted(
                            () ->
                                    assertThat(replica.get("/metrics").body())
                                            .contains(
                                                    "faas_events_received_total{door=\"http\"",
                                                    "faas_events_received_total{door=\"nats\"",
                                                    "faas_events_malformed_total",
                                                    "faas_events_unmatched_total",
                                                    "faas_events_refused_total",
                                                    "faas_proxy_requests_total",
                                                    "faas_proxy_completed_requests_total",
                                                    "faas_attempts_total",
                                                    "faas_deliveries_total",
                                                    "faas_replies_total",
                                                    "faas_backlog_waiting",
                                                    "faas_deadletters_redriven_total",
                                                    "faas_operator_reconciles_total"));

            assertThat(MetricLints.of(replica.get("/metrics").body())).isEmpty();
        } finally {
            kubectl.removeFunctions();
        }
    }

    private static void send(Replica replica) throws Exception {
        replica.post("order.paid", "{}");
        replica.post("weather.changed", "{}");
        replica.post("", "{}");
        Connection nats = Nats.connect(NATS.url());
        try {
            nats.publish(
                    "com.justfaas.event.added.order.sent", "{}".getBytes(StandardCharsets.UTF_8));
            nats.publish("com.justfaas.function.invoked.shop", new byte[] {1});
            nats.flush(SOON);
        } finally {
            nats.close();
        }
        await().until(() -> replica.get("/api/dead-letters").body().contains("\"picky\""));
        replica.redrive("{\"function\": \"picky\"}");
    }
}
