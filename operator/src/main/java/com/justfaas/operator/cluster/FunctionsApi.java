package com.justfaas.operator.cluster;

import com.justfaas.crds.v1alpha1.Function;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks whether Functions, and what runs them, can be listed, and says in words why not. */
public final class FunctionsApi {

    private static final ListOptions ONE = new ListOptionsBuilder().withLimit(1L).build();

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final List<Class<? extends HasMetadata>> kinds;

    /**
     * @param namespaces that are watched; empty for all
     * @param children kinds of resources that are watched beside Functions
     */
    public FunctionsApi(
            KubernetesClient client,
            Set<String> namespaces,
            List<Class<? extends HasMetadata>> children) {
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
        List<Class<? extends HasMetadata>> all = new ArrayList<>(List.of(Function.class));
        all.addAll(children);
        this.kinds = List.copyOf(all);
    }

    /** What stands in the way and what to do about it, or empty when nothing does. */
    public Optional<String> problem() {
        for (Class<? extends HasMetadata> kind : kinds) {
            try {
                list(kind);
            } catch (KubernetesClientException e) {
                return Optional.of(words(kind, e));
            }
        }
        return Optional.empty();
    }

    private void list(Class<? extends HasMetadata> kind) {
        var resources = client.resources(kind);
        if (namespaces.isEmpty()) {
            resources.inAnyNamespace().list(ONE);
        }
        namespaces.forEach(namespace -> resources.inNamespace(namespace).list(ONE));
    }

    private String words(Class<? extends HasMetadata> kind, KubernetesClientException failure) {
        return switch (failure.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                    "the cluster does not know %s; apply its definition: kubectl apply -f manifests/crds/%s.yaml"
                            .formatted(Function.CRD, Function.CRD);
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                    "the API server at %s does not accept our credentials"
                            .formatted(client.getMasterUrl());
            case HttpURLConnection.HTTP_FORBIDDEN ->
                    "the API server does not let us list %s; the role for it is in manifests/base: %s"
                            .formatted(HasMetadata.getFullResourceName(kind), failure.getMessage());
            default -> ApiFailures.words(client.getMasterUrl(), failure);
        };
    }
}
