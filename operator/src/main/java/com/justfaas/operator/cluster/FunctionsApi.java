package com.justfaas.operator.cluster;

import com.justfaas.crds.v1alpha1.Function;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.Set;

/** Asks whether Functions can be had, and says in words why not. */
public final class FunctionsApi {

    private static final ListOptions ONE = new ListOptionsBuilder().withLimit(1L).build();

    private final KubernetesClient client;
    private final Set<String> namespaces;

    /**
     * @param namespaces that are watched; empty for all
     */
    public FunctionsApi(KubernetesClient client, Set<String> namespaces) {
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
    }

    /** What stands in the way and what to do about it, or empty when nothing does. */
    public Optional<String> problem() {
        try {
            var functions = client.resources(Function.class);
            if (namespaces.isEmpty()) {
                functions.inAnyNamespace().list(ONE);
            }
            namespaces.forEach(namespace -> functions.inNamespace(namespace).list(ONE));
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(words(e));
        }
    }

    private String words(KubernetesClientException failure) {
        return switch (failure.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                    "the cluster does not know %s; apply its definition: kubectl apply -f manifests/crds/%s.yaml"
                            .formatted(Function.CRD, Function.CRD);
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                    "the API server at %s does not accept our credentials"
                            .formatted(client.getMasterUrl());
            case HttpURLConnection.HTTP_FORBIDDEN ->
                    "the API server does not let us list %s; the role for it is in manifests/base: %s"
                            .formatted(Function.CRD, failure.getMessage());
            default -> ApiFailures.words(client.getMasterUrl(), failure);
        };
    }
}
