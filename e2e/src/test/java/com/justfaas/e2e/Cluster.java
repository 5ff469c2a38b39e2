package com.justfaas.e2e;

import com.justfaas.testkit.Checkout;
import com.justfaas.testkit.KubernetesServer;
import java.nio.file.Path;
import java.util.List;

/** What {@code kubectl apply -k manifests/base} brings, but for what needs nodes. */
final class Cluster {

    /** As whom the shipped Deployment runs. */
    static final String SERVICE_ACCOUNT = "system:serviceaccount:faas:faas-events";

    private static final Path MANIFESTS = Checkout.root().resolve("manifests");

    private Cluster() {}

    static void applyDefinitionAndRoles(KubernetesServer server) {
        applyDefinition(server);
        applyRoles(server);
    }

    static void applyDefinition(KubernetesServer server) {
        server.apply(MANIFESTS.resolve("crds/functions.justfaas.com.yaml"), "faas");
    }

    static void applyRoles(KubernetesServer server) {
        for (String file : List.of("namespace", "service-account", "cluster-role", "lease-role")) {
            server.apply(MANIFESTS.resolve("base/%s.yaml".formatted(file)), "faas");
        }
    }
}
