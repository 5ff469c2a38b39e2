package com.justfaas.operator;

import com.justfaas.operator.function.UpkeepTimes;
import com.justfaas.operator.leadership.LeaseTimes;
import com.justfaas.operator.workload.WorkloadSettings;
import java.util.Set;

/**
 * What an operator may be told.
 *
 * @param watchNamespaces whose Functions it looks after; empty for all namespaces
 * @param leaderElection whether it shares the work with other replicas, of which one leads. Off is
 *     for a single one only: two would write against each other
 * @param leaseNamespace where the Lease is
 * @param identity of this replica, unique among all: the pod's name
 * @param leaseTimes how fast another replica takes over
 * @param upkeepTimes how often records and cluster are compared
 * @param workloads how functions are run
 */
public record OperatorSettings(
        Set<String> watchNamespaces,
        boolean leaderElection,
        String leaseNamespace,
        String identity,
        LeaseTimes leaseTimes,
        UpkeepTimes upkeepTimes,
        WorkloadSettings workloads) {

    public OperatorSettings {
        watchNamespaces = Set.copyOf(watchNamespaces);
        if (identity.isBlank() || leaseNamespace.isBlank()) {
            throw new IllegalArgumentException(
                    "an operator needs an identity and a namespace for its lease");
        }
    }

    /** With the usual times. */
    public static OperatorSettings of(
            Set<String> watchNamespaces,
            boolean leaderElection,
            String leaseNamespace,
            String identity,
            WorkloadSettings workloads) {
        return new OperatorSettings(
                watchNamespaces,
                leaderElection,
                leaseNamespace,
                identity,
                LeaseTimes.DEFAULT,
                UpkeepTimes.DEFAULT,
                workloads);
    }
}
