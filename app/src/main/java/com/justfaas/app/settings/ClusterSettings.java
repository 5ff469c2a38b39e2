package com.justfaas.app.settings;

import java.util.Optional;
import java.util.Set;

/**
 * How the operator works with its cluster.
 *
 * @param watchNamespaces whose Functions it looks after; empty for all
 * @param manageWorkloads whether it runs functions
 * @param cronImage what calls functions by time
 * @param leaderElection whether replicas agree on one that writes
 * @param podName this replica's name among all; empty outside a cluster
 * @param podNamespace where the lease and the platform are; empty outside a cluster
 */
public record ClusterSettings(
        Set<String> watchNamespaces,
        boolean manageWorkloads,
        String cronImage,
        boolean leaderElection,
        Optional<String> podName,
        Optional<String> podNamespace) {

    public ClusterSettings {
        watchNamespaces = Set.copyOf(watchNamespaces);
    }
}
