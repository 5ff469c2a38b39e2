package com.justfaas.operator.workload;

import com.justfaas.operator.status.Finding;
import com.justfaas.operator.status.Reason;
import com.justfaas.operator.status.Shortened;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why no pod of a function can serve, in words that stay the same while the cause does: the
 * kubelet's own messages count attempts and seconds, and each would be a write of the status.
 */
final class PodTroubles {

    private static final int MESSAGE_LENGTH = 500;

    private PodTroubles() {}

    /** Of the first pod that says something; empty when all are just starting. */
    static Optional<Finding> in(List<Pod> pods, String type) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .flatMap(pod -> in(pod, type).stream())
                .findFirst();
    }

    private static Optional<Finding> in(Pod pod, String type) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        return Stream.concat(
                        pod.getStatus().getContainerStatuses().stream()
                                .flatMap(status -> in(pod, status, type).stream()),
                        pod.getStatus().getConditions().stream()
                                .flatMap(condition -> in(condition, type).stream()))
                .findFirst();
    }

    private static Optional<Finding> in(Pod pod, ContainerStatus status, String type) {
        ContainerState state = status.getState();
        if (state == null || Boolean.TRUE.equals(status.getReady())) {
            return Optional.empty();
        }
        if (state.getWaiting() != null && state.getWaiting().getReason() != null) {
            return waiting(pod, status, state.getWaiting(), type);
        }
        if (state.getTerminated() != null) {
            return Optional.of(exits(pod, state.getTerminated(), type));
        }
        ContainerState last = status.getLastState();
        if (last != null && last.getTerminated() != null) {
            return Optional.of(exits(pod, last.getTerminated(), type));
        }
        return state.getRunning() == null
                ? Optional.empty()
                : Optional.of(
                        Finding.bad(
                                type,
                                Reason.NOT_LISTENING,
                                "the container runs and does not listen on spec.port yet; kubectl logs -n %s -l %s"
                                        .formatted(namespace(pod), selector(pod))));
    }

    private static Optional<Finding> waiting(
            Pod pod, ContainerStatus status, ContainerStateWaiting waiting, String type) {
        return switch (waiting.getReason()) {
            case "ErrImagePull",
                    "ImagePullBackOff",
                    "ErrImageNeverPull",
                    "InvalidImageName",
                    "ImageInspectError",
                    "RegistryUnavailable" ->
                    Optional.of(
                            Finding.bad(
                                    type,
                                    Reason.IMAGE_NOT_PULLED,
                                    "the image %s cannot be pulled (%s); kubectl describe pod -n %s -l %s"
                                            .formatted(
                                                    status.getImage(),
                                                    stable(waiting.getReason()),
                                                    namespace(pod),
                                                    selector(pod))));
            case "CrashLoopBackOff" -> Optional.of(exits(pod, lastExit(status), type));
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                    Optional.of(
                            Finding.bad(
                                    type,
                                    Reason.CONTAINER_REFUSED,
                                    "the container cannot be started: "
                                            + Shortened.cut(
                                                    String.valueOf(waiting.getMessage()),
                                                    MESSAGE_LENGTH)));
            default -> Optional.empty();
        };
    }

    /** The kubelet alternates between the two. */
    private static String stable(String reason) {
        return reason.equals("ErrImagePull") ? "ImagePullBackOff" : reason;
    }

    private static @Nullable ContainerStateTerminated lastExit(ContainerStatus status) {
        return status.getLastState() == null ? null : status.getLastState().getTerminated();
    }

    private static Finding exits(Pod pod, @Nullable ContainerStateTerminated exit, String type) {
        String how =
                exit == null
                        ? "the container exits again and again"
                        : "OOMKilled".equals(exit.getReason())
                                ? "the container is killed because it uses more memory than its limit"
                                : "the container exits with code " + exit.getExitCode();
        return Finding.bad(
                type,
                Reason.CONTAINER_EXITS,
                "%s; kubectl logs -n %s -l %s --previous"
                        .formatted(how, namespace(pod), selector(pod)));
    }

    private static Optional<Finding> in(PodCondition condition, String type) {
        return "PodScheduled".equals(condition.getType())
                        && "False".equals(condition.getStatus())
                        && "Unschedulable".equals(condition.getReason())
                ? Optional.of(
                        Finding.bad(
                                type,
                                Reason.UNSCHEDULABLE,
                                Shortened.cut(
                                        "no node takes the pod: " + condition.getMessage(),
                                        MESSAGE_LENGTH)))
                : Optional.empty();
    }

    private static String namespace(Pod pod) {
        return pod.getMetadata().getNamespace();
    }

    private static String selector(Pod pod) {
        String name = com.justfaas.crds.v1alpha1.Labels.NAME;
        return name + "=" + pod.getMetadata().getLabels().get(name);
    }
}
