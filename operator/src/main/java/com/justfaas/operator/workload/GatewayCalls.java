package com.justfaas.operator.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.events.FunctionName;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which functions are called through the platform's gateway, as the custom metrics API reports it:
 * the gateway counts its calls for that API, and the autoscaler goes by the same numbers. A cluster
 * without that API has no such gateway, and is asked again after a minute.
 */
final class GatewayCalls {

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final Map<String, Known> namespaces = new ConcurrentHashMap<>();

    private record Known(Set<FunctionName> called, long askAgainAt) {}

    GatewayCalls(KubernetesClient client) {
        this.client = client;
    }

    /** Functions of that namespace that were called within the metric's window, of a minute. */
    Set<FunctionName> in(String namespace) {
        Known known = namespaces.get(namespace);
        if (known == null || System.nanoTime() - known.askAgainAt() >= 0) {
            known = ask(namespace);
            namespaces.put(namespace, known);
        }
        return known.called();
    }

    private Known ask(String namespace) {
        try {
            String list = client.raw(path(namespace));
            if (list != null) {
                return new Known(called(namespace, JSON.readTree(list)), after(BETWEEN));
            }
        } catch (KubernetesClientException | IOException | IllegalArgumentException e) {
            // as if there were no such API: the next question tells
        }
        return new Known(Set.of(), after(AFTER_FAILURE));
    }

    private static String path(String namespace) {
        return "/apis/custom.metrics.k8s.io/v1beta1/namespaces/%s/functions.justfaas.com/*/faas_proxy_requests_per_second"
                .formatted(namespace);
    }

    private static long after(Duration pause) {
        return System.nanoTime() + pause.toNanos();
    }

    static Set<FunctionName> called(String namespace, JsonNode list) {
        Set<FunctionName> called = new HashSet<>();
        for (JsonNode item : list.path("items")) {
            String name = item.path("describedObject").path("name").asText("");
            String value = item.path("value").asText("0");
            if (!name.isEmpty()
                    && Quantity.getAmountInBytes(new Quantity(value)).compareTo(BigDecimal.ZERO)
                            > 0) {
                called.add(new FunctionName(namespace, name));
            }
        }
        return called;
    }
}
