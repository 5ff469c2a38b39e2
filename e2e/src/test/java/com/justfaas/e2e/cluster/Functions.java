package com.justfaas.e2e.cluster;

import com.justfaas.testkit.junit.ClusterExtension;

/** Functions in the namespace of a test. */
final class Functions {

    private Functions() {}

    /** Returns when events of that type go to it. */
    static void create(ClusterExtension cluster, String name, String type) {
        cluster.client()
                .resource(
                        """
                        apiVersion: justfaas.com/v1alpha1
                        kind: Function
                        metadata:
                          name: %s
                          namespace: %s
                          annotations:
                            justfaas.com/event-type: %s
                        spec:
                          image: %s
                        """
                                .formatted(
                                        name,
                                        cluster.namespace(),
                                        type,
                                        cluster.installation().sampleImage()))
                .create();
        cluster.kubectl()
                .run(
                        "wait",
                        "--namespace=" + cluster.namespace(),
                        "--for=condition=Ready",
                        "--timeout=30s",
                        "functions/" + name);
    }
}
