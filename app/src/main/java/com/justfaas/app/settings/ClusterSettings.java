package com.justfaas.app.settings;

import java.util.Optional;
import java.util.Set;

/**
 * How the operator works with its cluster.
 *
 * @param watchNamespaces whose Functions it looks after; empty for all
 * @param leaderElection whether replicas agree on one that writes
 * @param podName this replica's name among all; empty outside a cluster
 * @param podNamespace where the lease is; empty for the namespace that the cluster's configuration
 *     names
 */
public record ClusterSettings(
        Set<String> watchNamespaces,
        boolean leaderElection,
        Optional<String> podName,
        Optional<String> podNamespace) {

    public ClusterSettings {
        watchNamespaces = Set.copyOf(watchNamespaces);
    }
}
