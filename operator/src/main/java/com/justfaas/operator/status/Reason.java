package com.justfaas.operator.status;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why a condition has its status. Each reason is one CamelCase word ({@link #text()}) and part of
 * the contract: alerts and scripts compare it.
 */
public enum Reason {
    /** Every condition that {@code Ready} summarises is true. */
    READY,

    VALID,
    INVALID_SPEC,
    INVALID_ANNOTATION,

    REGISTERED,
    INVALID_NAME,
    STREAM_UNAVAILABLE,

    DELIVERING,
    PAUSED,
    /** Every call since some time failed by the function's doing. */
    FAILING,
    /** Nothing listens under the function's address. */
    UNREACHABLE,

    /** At least one pod can serve. */
    AVAILABLE,
    /** Scaled to zero by {@code scale-to-zero}: an event wakes the function. */
    ASLEEP,
    /** Scaled to zero by a person: nothing wakes the function. */
    SCALED_TO_ZERO,
    /** Another operator runs functions ({@code FAAS_MANAGE_WORKLOADS=false}). */
    NOT_MANAGED,
    /** Pods are being created or have not passed their first readiness probe. */
    STARTING,
    /** The container runs and does not listen on {@code spec.port}. */
    NOT_LISTENING,
    IMAGE_NOT_PULLED,
    CONTAINER_EXITS,
    /** The container cannot be created, for example because a key of a Secret is missing. */
    CONTAINER_REFUSED,
    UNSCHEDULABLE,
    /** The API server refuses the pods, for example because of a quota. */
    PODS_REFUSED,

    /** A resource of that name exists that the operator did not create. */
    FOREIGN_RESOURCE,
    /** The API server refuses a child resource as it is. */
    RESOURCE_REFUSED,
    QUOTA_EXCEEDED,
    NAMESPACE_TERMINATING,
    /** A child resource could not be applied for now; the operator retries. */
    APPLY_FAILED,

    EXPOSED,
    NOT_REQUESTED,
    NO_GATEWAY;

    private final String text =
            Arrays.stream(name().split("_"))
                    .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining());

    /** The word in a condition, such as {@code ImageNotPulled}. */
    public String text() {
        return text;
    }
}
