package com.justfaas.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.junit.ClusterExtension;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a cluster is: a node, pods with addresses of their own, Services and names. */
@ClusterTest
class NodeE2E {

    @RegisterExtension static final ClusterExtension CLUSTER = new ClusterExtension();

    @Test
    void hasOneReadyNode() {
        assertThat(CLUSTER.client().nodes().list().getItems())
                .singleElement()
                .extracting(Node::getStatus)
                .satisfies(
                        status ->
                                assertThat(status.getConditions())
                                        .filteredOn(
                                                condition -> condition.getType().equals("Ready"))
                                        .singleElement()
                                        .returns("True", condition -> condition.getStatus()));
    }

    @Test
    void reachesAPodByTheNameOfItsService() {
        FunctionPods function = Functions.run(CLUSTER, "echo", "nothing");
        Pod pod = function.pods().getFirst();

        // from another pod: by name, which is DNS, Service and pod network in one
        String response =
                CLUSTER.kubectl()
                        .run(
                                "run",
                                "caller",
                                "--namespace=" + CLUSTER.namespace(),
                                "--image=justfaas/busybox:1",
                                "--restart=Never",
                                "--attach",
                                "--quiet",
                                "--",
                                "wget",
                                "-q",
                                "-O-",
                                "--post-data=hello",
                                "http://echo.%s.svc.cluster.local:8080/"
                                        .formatted(CLUSTER.namespace()));

        assertThat(response).contains("hello");
        assertThat(function.log(pod)).contains("POST /");
        assertThat(pod.getStatus().getPodIP()).isNotEqualTo(pod.getStatus().getHostIP());
    }
}
