package com.justfaas.operator.function;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.operator.function.Registration.Refused;
import com.justfaas.operator.status.Finding;
import com.justfaas.operator.status.Reason;
import com.justfaas.operator.workload.WorkloadReport;
import com.justfaas.operator.workload.Workloads;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Optional;

/** Whether and how the operator runs a function. */
final class FunctionWorkload {

    /** A finalizer of Kubernetes: {@code kubectl delete --cascade=orphan} leaves the children. */
    private static final String ORPHAN = "orphan";

    private final Optional<Workloads> workloads;

    /**
     * @param workloads empty when another operator runs functions
     */
    FunctionWorkload(Optional<Workloads> workloads) {
        this.workloads = workloads;
    }

    List<EventSource<?, Function>> eventSources(EventSourceContext<Function> context) {
        return workloads.map(managed -> managed.eventSources(context)).orElse(List.of());
    }

    WorkloadReport reconcile(
            Function function, Registration registration, Context<Function> context) {
        if (workloads.isEmpty()) {
            return report(
                    Finding.unknown(
                            Finding.WORKLOAD_AVAILABLE,
                            Reason.NOT_MANAGED,
                            "another operator runs functions: FAAS_MANAGE_WORKLOADS is false"));
        }
        if (registration instanceof Refused(String mistake)) {
            return report(Finding.bad(Finding.WORKLOAD_AVAILABLE, Reason.INVALID_NAME, mistake));
        }
        return workloads.get().reconcile(function, context);
    }

    private static WorkloadReport report(Finding finding) {
        return new WorkloadReport(List.of(finding), null, Optional.empty());
    }

    void cleanup(Function function, Context<Function> context) {
        if (!function.getMetadata().getFinalizers().contains(ORPHAN)) {
            workloads.ifPresent(managed -> managed.cleanup(function, context));
        }
    }
}
