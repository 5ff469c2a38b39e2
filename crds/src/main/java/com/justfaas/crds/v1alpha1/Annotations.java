package com.justfaas.crds.v1alpha1;

import java.util.List;

/**
 * Annotations of a Function that say how it runs, with the value that stands in for a missing one.
 * Names and defaults are those of the operator that this one replaces; those about events are with
 * the code that delivers events.
 */
public final class Annotations {

    public static final Annotation SERVICE_ACCOUNT_NAME =
            new Annotation("justfaas.com/service-account-name", "default");

    public static final Annotation SCALE_MIN = new Annotation("justfaas.com/scale-min", "1");
    public static final Annotation SCALE_MAX = new Annotation("justfaas.com/scale-max", "20");

    /** {@code true} lets the function sleep. */
    public static final Annotation SCALE_TO_ZERO =
            new Annotation("justfaas.com/scale-to-zero", "false");

    /** How long without a request until the function sleeps. */
    public static final Annotation SCALE_TO_ZERO_COOLDOWN =
            new Annotation("justfaas.com/scale-to-zero-cooldown", "30m");

    /** What the threshold counts; {@code rps} is requests per second. */
    public static final Annotation SCALE_MODE = new Annotation("justfaas.com/scale-mode", "rps");

    public static final Annotation SCALE_THRESHOLD =
            new Annotation("justfaas.com/scale-threshold", "30");

    /** When to call the function; empty for never. */
    public static final Annotation CRON_EXPRESSION =
            new Annotation("justfaas.com/cron-expression", "");

    /** Time zone of {@link #CRON_EXPRESSION}; empty for the cluster's. */
    public static final Annotation CRON_TIMEZONE = new Annotation("justfaas.com/cron-timezone", "");

    public static final Annotation SECRETS_MOUNT_PATH =
            new Annotation("justfaas.com/secrets-mount-path", "/var/faas/secrets");

    /**
     * {@code true} forbids the function's pods to run as root; not an annotation of the original.
     */
    public static final Annotation RUN_AS_NON_ROOT =
            new Annotation("justfaas.com/run-as-non-root", "false");

    /** All of them. */
    public static final List<Annotation> ALL =
            List.of(
                    SERVICE_ACCOUNT_NAME,
                    SCALE_MIN,
                    SCALE_MAX,
                    SCALE_TO_ZERO,
                    SCALE_TO_ZERO_COOLDOWN,
                    SCALE_MODE,
                    SCALE_THRESHOLD,
                    CRON_EXPRESSION,
                    CRON_TIMEZONE,
                    SECRETS_MOUNT_PATH,
                    RUN_AS_NON_ROOT);

    private Annotations() {}
}
