package com.justfaas.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.junit.ClusterExtension;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A function that sleeps, with a real cold start. */
@ClusterTest
class ScaleToZeroE2E {

    @RegisterExtension static final ClusterExtension CLUSTER = new ClusterExtension();

    private static final String FUNCTION = "sleepy";

    @Test
    void anEventWakesAFunctionAndUsesNoAttempt() throws Exception {
        FunctionPods pods =
                Functions.run(
                        CLUSTER,
                        FUNCTION,
                        "sleep.ended",
                        "scale-to-zero: \"true\"",
                        "scale-to-zero-cooldown: 5s");
        await().until(() -> pods.pods().isEmpty());
        assertThat(
                        CLUSTER.kubectl()
                                .run(
                                        "get",
                                        "function",
                                        FUNCTION,
                                        "--namespace=" + CLUSTER.namespace(),
                                        "--output=jsonpath={.status.conditions[?(@.type==\"WorkloadAvailable\")].reason} {.status.conditions[?(@.type==\"Ready\")].status}"))
                .isEqualTo("Asleep True");

        Instant posted = Instant.now();
        assertThat(post("sleep.ended")).isEqualTo(202);
        Seen seen = awaitDelivery(pods);

        assertThat(seen.line()).contains("X-Event-Attempt=1");
        Duration untilCreated = Duration.between(posted, seen.created());
        Duration sinceReady = Duration.between(seen.ready(), seen.delivered());
        System.out.printf(
                "scale to zero: %d ms from the event to the pod, %d ms from the pod's readiness to the call%n",
                untilCreated.toMillis(), sinceReady.toMillis());
        // without the news of the copy and of the pod it would be up to 5 s each
        assertThat(untilCreated.plus(sinceReady)).isLessThan(Duration.ofSeconds(3));
    }

    /**
     * When it was first seen here that a pod is there and that it is ready, and when the function
     * printed the event.
     */
    private record Seen(Instant created, Instant ready, Instant delivered, String line) {}

    private static Seen awaitDelivery(FunctionPods pods) throws InterruptedException {
        Instant created = null;
        Instant ready = null;
        Instant deadline = Instant.now().plusSeconds(60);
        while (Instant.now().isBefore(deadline)) {
            Optional<Pod> pod = pods.pods().stream().findFirst();
            if (pod.isPresent() && created == null) {
                created = Instant.now();
            }
            if (pod.filter(ScaleToZeroE2E::isReady).isPresent() && ready == null) {
                ready = Instant.now();
            }
            if (created != null && ready != null) {
                Optional<String> line = pods.firstTimedLine(pod.orElseThrow(), "Ce-Id=");
                if (line.isPresent()) {
                    String[] words = line.get().split(" ", 2);
                    return new Seen(created, ready, Instant.parse(words[0]), words[1]);
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the event was not delivered within a minute");
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(PodCondition::getStatus)
                .anyMatch("True"::equals);
    }

    private static int post(String type) throws Exception {
        URI ingress = CLUSTER.installation().ingress();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(ingress)
                                    .header("X-Event-Type", type)
                                    .POST(BodyPublishers.ofString("{}"))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(250));
    }
}
