package com.justfaas.e2e.cluster;

import com.justfaas.testkit.junit.ClusterExtension;

/** Functions in the namespace of a test. */
final class Functions {

    private Functions() {}

    /**
     * With the sample image; returns when a pod of it is ready and events of that type go to it.
     */
    static FunctionPods run(
            ClusterExtension cluster, String name, String type, String... annotations) {
        create(cluster, name, type, annotations);
        await(cluster, name, "Ready");
        return new FunctionPods(cluster, name);
    }

    /** Returns when events of that type go to the Service that the test has made under its name. */
    static void register(ClusterExtension cluster, String name, String type) {
        create(cluster, name, type);
        await(cluster, name, "EventsRegistered");
    }

    private static void create(
            ClusterExtension cluster, String name, String type, String... annotations) {
        StringBuilder yaml =
                new StringBuilder(
                        """
                        apiVersion: justfaas.com/v1alpha1
                        kind: Function
                        spec:
                          image: %s
                        metadata:
                          name: %s
                          namespace: %s
                          annotations:
                            justfaas.com/event-type: %s
                        """
                                .formatted(
                                        cluster.installation().sampleImage(),
                                        name,
                                        cluster.namespace(),
                                        type));
        for (String annotation : annotations) {
            yaml.append("    justfaas.com/").append(annotation).append('\n');
        }
        cluster.client().resource(yaml.toString()).create();
    }

    private static void await(ClusterExtension cluster, String name, String condition) {
        cluster.kubectl()
                .run(
                        "wait",
                        "--namespace=" + cluster.namespace(),
                        "--for=condition=" + condition,
                        "--timeout=60s",
                        "functions/" + name);
    }
}
