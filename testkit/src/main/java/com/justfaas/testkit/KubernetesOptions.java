package com.justfaas.testkit;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a test, the playground or a cluster may want of its Kubernetes API server.
 *
 * @param users who may log in beside {@link KubernetesServer#ADMIN}; they may do only what RBAC
 *     allows them
 * @param folder where it keeps etcd's data, certificates and kubeconfigs; null is a temporary one,
 *     gone when it is closed
 * @param port of the API server; 0 picks one
 * @param nodes how nodes and API server reach one another; null where there are no nodes
 */
public record KubernetesOptions(
        Set<String> users, @Nullable Path folder, int port, @Nullable NodeAccess nodes) {

    public KubernetesOptions {
        users = Set.copyOf(users);
    }

    public static KubernetesOptions defaults() {
        return new KubernetesOptions(Set.of(), null, 0, null);
    }

    public KubernetesOptions withUser(String user) {
        Set<String> more = new LinkedHashSet<>(users);
        more.add(user);
        return new KubernetesOptions(more, folder, port, nodes);
    }

    public KubernetesOptions in(Path home) {
        return new KubernetesOptions(users, home, port, nodes);
    }

    public KubernetesOptions on(int securePort) {
        return new KubernetesOptions(users, folder, securePort, nodes);
    }

    public KubernetesOptions withNodes(NodeAccess access) {
        return new KubernetesOptions(users, folder, port, access);
    }
}
