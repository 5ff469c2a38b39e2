package com.justfaas.operator.workload;

import static java.util.Objects.requireNonNullElse;

import com.justfaas.operator.status.Finding;
import com.justfaas.operator.status.Reason;
import com.justfaas.operator.status.Shortened;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.List;
import java.util.Optional;

/** Whether a function's pods can serve, as its Deployment and, when they cannot, its pods say. */
final class Availability {

    private static final String TYPE = Finding.WORKLOAD_AVAILABLE;
    private static final int MESSAGE_LENGTH = 1_000;

    private Availability() {}

    /** Whether pods are to be there and none can serve: only then are the pods worth a look. */
    static boolean isLacking(Deployment deployment) {
        return wanted(deployment) > 0 && available(deployment) == 0;
    }

    /** Whether a pod can serve. */
    static boolean canServe(Deployment deployment) {
        return available(deployment) > 0;
    }

    /** Pods that are ready. */
    static int ready(Deployment deployment) {
        return requireNonNullElse(status(deployment).getReadyReplicas(), 0);
    }

    /**
     * @param mayGoToZero whether the function is one that is scaled to zero
     * @param pods its pods, when the Deployment {@link #isLacking}
     */
    static Finding of(Deployment deployment, boolean mayGoToZero, List<Pod> pods) {
        int wanted = wanted(deployment);
        if (wanted == 0) {
            return mayGoToZero
                    ? Finding.good(
                            TYPE, Reason.ASLEEP, "scaled to zero; the next call or event wakes it")
                    : Finding.bad(
                            TYPE,
                            Reason.SCALED_TO_ZERO,
                            "scaled to zero by hand; its events wait until it runs: kubectl scale deployment/%s --replicas=1"
                                    .formatted(deployment.getMetadata().getName()));
        }
        if (available(deployment) > 0) {
            return Finding.good(TYPE, Reason.AVAILABLE, "at least one pod is ready");
        }
        return PodTroubles.in(pods, TYPE)
                .or(() -> refused(deployment))
                .orElseGet(() -> Finding.bad(TYPE, Reason.STARTING, "no pod is ready yet"));
    }

    /** A quota or an admission policy refuses the pods: the Deployment says so. */
    private static Optional<Finding> refused(Deployment deployment) {
        return status(deployment).getConditions().stream()
                .filter(condition -> "ReplicaFailure".equals(condition.getType()))
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(DeploymentCondition::getMessage)
                .map(message -> requireNonNullElse(message, "the API server refuses the pods"))
                .map(
                        message ->
                                Finding.bad(
                                        TYPE,
                                        message.contains("exceeded quota")
                                                ? Reason.QUOTA_EXCEEDED
                                                : Reason.PODS_REFUSED,
                                        Shortened.cut(message, MESSAGE_LENGTH)))
                .findFirst();
    }

    private static int wanted(Deployment deployment) {
        return requireNonNullElse(deployment.getSpec().getReplicas(), 1);
    }

    private static int available(Deployment deployment) {
        return requireNonNullElse(status(deployment).getAvailableReplicas(), 0);
    }

    private static DeploymentStatus status(Deployment deployment) {
        return requireNonNullElse(deployment.getStatus(), new DeploymentStatus());
    }
}
