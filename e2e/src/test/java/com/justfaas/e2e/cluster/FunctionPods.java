package com.justfaas.e2e.cluster;

import com.justfaas.testkit.Ledger;
import com.justfaas.testkit.junit.ClusterExtension;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The pods of a function, which the operator made, with the sample image. */
final class FunctionPods {

    private static final Pattern DELIVERY = Pattern.compile("Ce-Id=(\\S+)");

    private final ClusterExtension cluster;
    private final String name;
    private final Map<String, Integer> deliveriesRead = new HashMap<>();

    FunctionPods(ClusterExtension cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    void awaitReady() {
        cluster.kubectl()
                .run(
                        "rollout",
                        "status",
                        "deployment/" + name,
                        "--namespace=" + cluster.namespace(),
                        "--timeout=1m");
    }

    List<Pod> pods() {
        return cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("justfaas.com/name", cluster.namespace() + "." + name)
                .list()
                .getItems();
    }

    /** What its container has printed; one line for each request. */
    String log(Pod pod) {
        return container(pod.getMetadata().getName()).getLog();
    }

    /** The first line with that text, after the time at which it was printed. */
    Optional<String> firstTimedLine(Pod pod, String text) {
        return cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withName(pod.getMetadata().getName())
                .usingTimestamps()
                .getLog()
                .lines()
                .filter(line -> line.contains(text))
                .findFirst();
    }

    private PodResource container(String pod) {
        return cluster.client().pods().inNamespace(cluster.namespace()).withName(pod);
    }

    static boolean hasRestarted(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .anyMatch(container -> container.getRestartCount() > 0);
    }

    /** Enters each delivery that the containers have printed since the last time. */
    void readDeliveries(Ledger ledger) {
        for (Pod pod : pods()) {
            String podName = pod.getMetadata().getName();
            readDeliveries(podName, log(pod), ledger);
            if (hasRestarted(pod)) {
                String before = container(podName).terminated().getLog();
                readDeliveries(podName + ", before", before, ledger);
            }
        }
    }

    private void readDeliveries(String container, String log, Ledger ledger) {
        List<String> ids =
                DELIVERY.matcher(log).results().map(delivery -> delivery.group(1)).toList();
        int read = deliveriesRead.getOrDefault(container, 0);
        ids.subList(read, ids.size()).forEach(ledger::delivered);
        deliveriesRead.put(container, ids.size());
    }
}
