package com.justfaas.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callbacks of the process as it ships do not reach what it runs on. */
class EgressE2E {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();
    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @Test
    void callbacksNeverReachThePlatformWhateverIsAllowed() throws Exception {
        Cluster.applyDefinitionAndRoles(KUBERNETES.server());
        Product product =
                Product.inCluster(NATS.server(), KUBERNETES.server())
                        .with("FAAS_CALLBACK_ALLOW", "127.0.0.0/8,::1,localhost")
                        .with("FAAS_CALLBACK_SECRETS", SECRET);
        try (Replica replica = product.start().awaitReady();
                HttpClient client = HttpClient.newHttpClient()) {
            URI door = replica.process().ingressUri().resolve("/apis/events");
            List<Integer> ports =
                    List.of(
                            door.getPort(),
                            replica.process().managementUri().getPort(),
                            NATS.server().port(),
                            URI.create(KUBERNETES.server().url()).getPort());
            for (int port : ports) {
                for (String host : List.of("127.0.0.1", "127.0.0.9", "[::1]", "localhost")) {
                    String url = "http://%s:%d/".formatted(host, port);
                    HttpResponse<String> answer = post(client, door, url);

                    assertThat(answer.statusCode()).as(url + answer.body()).isEqualTo(403);
                    assertThat(answer.body()).contains("part of the platform");
                }
            }
            assertThat(post(client, door, "http://127.0.0.1:1/").statusCode()).isEqualTo(202);
            assertThat(replica.process().log()).doesNotContain("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        }
    }

    private static HttpResponse<String> post(HttpClient client, URI door, String webhook)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(door)
                        .header("X-Event-Type", "nobody.wants.it")
                        .header("X-Event-Webhook-Url", webhook)
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
