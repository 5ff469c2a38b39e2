package com.justfaas.e2e.cluster;

import com.justfaas.testkit.Ledger;
import com.justfaas.testkit.junit.ClusterExtension;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A Deployment of the sample image with its Service, under a function's name. */
final class FunctionPods {

    private static final Pattern DELIVERY = Pattern.compile("Ce-Id=(\\S+)");

    private final ClusterExtension cluster;
    private final String name;
    private final Map<String, Integer> deliveriesRead = new HashMap<>();

    private FunctionPods(ClusterExtension cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    /** Returns when they are ready. */
    static FunctionPods deploy(ClusterExtension cluster, String name, int replicas) {
        FunctionPods pods = new FunctionPods(cluster, name);
        pods.createDeployment(replicas);
        pods.createService();
        pods.awaitReady();
        return pods;
    }

    private void createDeployment(int replicas) {
        cluster.client()
                .resource(
                        new DeploymentBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(cluster.namespace())
                                .endMetadata()
                                .withNewSpec()
                                .withReplicas(replicas)
                                .withNewSelector()
                                .addToMatchLabels(label())
                                .endSelector()
                                .withNewTemplate()
                                .withNewMetadata()
                                .addToLabels(label())
                                .endMetadata()
                                .withNewSpec()
                                .addNewContainer()
                                .withName("function")
                                .withImage(cluster.installation().sampleImage())
                                .withNewReadinessProbe()
                                .withNewTcpSocket()
                                .withPort(new IntOrString(8080))
                                .endTcpSocket()
                                .withPeriodSeconds(1)
                                .endReadinessProbe()
                                .endContainer()
                                .endSpec()
                                .endTemplate()
                                .endSpec()
                                .build())
                .create();
    }

    private void createService() {
        cluster.client()
                .resource(
                        new ServiceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(cluster.namespace())
                                .endMetadata()
                                .withNewSpec()
                                .addToSelector(label())
                                .addNewPort()
                                .withPort(8080)
                                .endPort()
                                .endSpec()
                                .build())
                .create();
    }

    private Map<String, String> label() {
        return Map.of("app", name);
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
                .withLabels(label())
                .list()
                .getItems();
    }

    /** What its container has printed; one line for each request. */
    String log(Pod pod) {
        return container(pod.getMetadata().getName()).getLog();
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
