package com.justfaas.operator.status;

import com.justfaas.crds.v1alpha1.Condition;

/**
 * A condition without its times.
 *
 * @param type the condition's type
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason why
 * @param message for people
 */
public record Finding(String type, String status, Reason reason, String message) {

    public static final String READY = "Ready";
    public static final String SPEC_VALID = "SpecValid";
    public static final String ANNOTATIONS_VALID = "AnnotationsValid";
    public static final String EVENTS_REGISTERED = "EventsRegistered";
    public static final String WORKLOAD_AVAILABLE = "WorkloadAvailable";
    public static final String INGRESS_READY = "IngressReady";

    /** Not part of {@link #READY}: a paused function is as it should be. */
    public static final String DELIVERING = "Delivering";

    public static Finding good(String type, Reason reason, String message) {
        return new Finding(type, Condition.TRUE, reason, message);
    }

    public static Finding bad(String type, Reason reason, String message) {
        return new Finding(type, Condition.FALSE, reason, message);
    }

    /** Neither the case nor not: not part of {@link #READY}. */
    public static Finding unknown(String type, Reason reason, String message) {
        return new Finding(type, Condition.UNKNOWN, reason, message);
    }

    public boolean isBad() {
        return Condition.FALSE.equals(status);
    }
}
