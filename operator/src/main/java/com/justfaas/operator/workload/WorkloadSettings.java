package com.justfaas.operator.workload;

/**
 * How the operator runs functions.
 *
 * @param managed whether it runs them at all; otherwise another operator does
 * @param platformNamespace where FaaS Events and the platform's gateway are, usually {@code faas}
 * @param cronImage an image with {@code curl}, for CronJobs
 */
public record WorkloadSettings(boolean managed, String platformNamespace, String cronImage) {

    /** The image that CronJobs use unless the settings name another one. */
    public static final String CRON_IMAGE = "curlimages/curl:8.16.0";

    public static WorkloadSettings notManaged() {
        return new WorkloadSettings(false, "faas", CRON_IMAGE);
    }
}
