package com.justfaas.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The resources that run the functions of a namespace, and its pods, which no kubelet runs. */
record Children(KubernetesClient admin, String namespace) {

    <R extends HasMetadata> Resource<R> resource(Class<R> type, String name) {
        return admin.resources(type).inNamespace(namespace).withName(name);
    }

    <R extends HasMetadata> Optional<R> find(Class<R> type, String name) {
        return Optional.ofNullable(resource(type, name).get());
    }

    <R extends HasMetadata> R get(Class<R> type, String name) {
        return find(type, name).orElseThrow();
    }

    Deployment deployment(String name) {
        return get(Deployment.class, name);
    }

    /** Kinds of the children of that name that are there. */
    List<String> kinds(String name) {
        return Stream.of(
                        Deployment.class,
                        Service.class,
                        HorizontalPodAutoscaler.class,
                        Ingress.class,
                        CronJob.class)
                .flatMap(type -> find(type, name).stream())
                .map(HasMetadata::getKind)
                .toList();
    }

    List<Pod> pods(String function) {
        return admin.pods()
                .inNamespace(namespace)
                .withLabel("justfaas.com/name", namespace + "." + function)
                .list()
                .getItems();
    }

    /** Waits for a pod and writes the status that a kubelet would write. */
    Pod run(String function, PodBuilder status) {
        Stage.await().until(() -> !pods(function).isEmpty());
        Pod pod = pods(function).getFirst();
        return admin.resource(new PodBuilder(pod).withStatus(status.build().getStatus()).build())
                .patchStatus();
    }

    static PodBuilder ready() {
        return new PodBuilder()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus();
    }

    static PodBuilder waiting(String reason) {
        return new PodBuilder()
                .withNewStatus()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withName("function")
                .withImage("nginx")
                .withImageID("")
                .withReady(false)
                .withRestartCount(0)
                .withNewState()
                .withNewWaiting("back-off 10s", reason)
                .endState()
                .endContainerStatus()
                .endStatus();
    }
}
