package com.justfaas.operator.workload;

import com.justfaas.operator.status.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the resources of a function say of it.
 *
 * @param findings its conditions
 * @param replicas pods that are ready, or null when the operator does not run the function
 * @param lookAgain when to look again although no resource changes; empty for not at all
 */
public record WorkloadReport(
        List<Finding> findings, @Nullable Integer replicas, Optional<Duration> lookAgain) {

    public WorkloadReport {
        findings = List.copyOf(findings);
    }
}
