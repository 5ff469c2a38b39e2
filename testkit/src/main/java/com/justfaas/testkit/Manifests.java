package com.justfaas.testkit;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Applies YAML files as {@code kubectl apply --server-side} does. */
final class Manifests {

    private static final long ESTABLISHED_TIMEOUT_SECONDS = 30;

    private Manifests() {}

    /** In the file's order, each definition established before what follows it. */
    static void apply(KubernetesClient client, Path yaml, String namespace) {
        KubernetesClient there =
                client.adapt(NamespacedKubernetesClient.class).inNamespace(namespace);
        try (InputStream documents = Files.newInputStream(yaml)) {
            for (HasMetadata document : there.load(documents).items()) {
                there.resource(document).forceConflicts().serverSideApply();
                if (document instanceof CustomResourceDefinition) {
                    awaitEstablished(there, document.getMetadata().getName());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + yaml, e);
        }
    }

    private static void awaitEstablished(KubernetesClient client, String definition) {
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(definition)
                .waitUntilCondition(
                        Manifests::isEstablished, ESTABLISHED_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        // a fresh definition has a status without conditions for a moment
        return definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(
                                condition ->
                                        condition.getType().equals("Established")
                                                && condition.getStatus().equals("True"));
    }
}
