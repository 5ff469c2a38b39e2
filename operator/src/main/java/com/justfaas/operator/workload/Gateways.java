package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Function;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In which namespaces the platform's gateway runs: those with a Deployment that is labelled {@code
 * app.kubernetes.io/name: faas-gateway}. A response of the API server is used for ten seconds.
 */
final class Gateways {

    private static final String LABEL = "app.kubernetes.io/name";
    private static final String GATEWAY = "faas-gateway";
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final String platformNamespace;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(boolean isThere, long since) {
        boolean isCurrent() {
            return System.nanoTime() - since < KEPT.toNanos();
        }
    }

    /**
     * @param platformNamespace whose gateway serves functions that have none in their namespace
     */
    Gateways(KubernetesClient client, String platformNamespace) {
        this.client = client;
        this.platformNamespace = platformNamespace;
    }

    String platformNamespace() {
        return platformNamespace;
    }

    /**
     * The namespace of the gateway that serves a function: its own, or the platform's.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server is away or
     *     refuses
     */
    Optional<String> namespaceFor(Function function) {
        String own = function.getMetadata().getNamespace();
        if (isIn(own)) {
            return Optional.of(own);
        }
        return isIn(platformNamespace) ? Optional.of(platformNamespace) : Optional.empty();
    }

    private boolean isIn(String namespace) {
        Known last = known.get(namespace);
        if (last == null || !last.isCurrent()) {
            last = new Known(look(namespace), System.nanoTime());
            known.put(namespace, last);
        }
        return last.isThere();
    }

    private boolean look(String namespace) {
        ListOptions one =
                new ListOptionsBuilder()
                        .withLabelSelector(LABEL + "=" + GATEWAY)
                        .withLimit(1L)
                        .build();
        return !client.apps().deployments().inNamespace(namespace).list(one).getItems().isEmpty();
    }
}
