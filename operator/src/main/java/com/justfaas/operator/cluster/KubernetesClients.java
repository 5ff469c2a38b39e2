package com.justfaas.operator.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Makes the two clients that the operator has. */
public final class KubernetesClients {

    private static final int LEASE_REQUEST_MILLIS = 3_000;
    private static final int LEASE_CONNECT_MILLIS = 2_000;

    private KubernetesClients() {}

    /**
     * For Functions. Repeats a request once: with the library's default of ten a thread hangs for
     * 20 s, and what fails is looked at again anyway.
     */
    public static KubernetesClient forFunctions(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config).withRequestRetryBackoffLimit(1).build())
                .withKubernetesSerialization(TolerantReading.serialization())
                .build();
    }

    /** For the lease. Its requests end before the lease does, and are not repeated within. */
    public static KubernetesClient forLease(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder(config)
                                .withRequestRetryBackoffLimit(0)
                                .withRequestTimeout(LEASE_REQUEST_MILLIS)
                                .withConnectionTimeout(LEASE_CONNECT_MILLIS)
                                .build())
                .build();
    }
}
