package com.justfaas.testkit;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/**
 * Kubernetes' own controllers for a {@link KubernetesServer}: garbage collection, namespace
 * deletion, Deployments to Pods, CronJobs to Jobs, service accounts. Close it before the server.
 */
public final class ControllerManager implements AutoCloseable {

    private final KubernetesServer kubernetes;
    private final ServerProcess server;

    private ControllerManager(KubernetesServer kubernetes, ServerProcess server) {
        this.kubernetes = kubernetes;
        this.server = server;
    }

    /** The API server must have been started; {@link #start()} starts this one. */
    public static ControllerManager create(KubernetesServer kubernetes) {
        int port = FreePorts.pick();
        ControlPlaneCommands commands = kubernetes.commands();
        HealthProbe health =
                HealthProbe.of("https://127.0.0.1:%d/healthz".formatted(port))
                        .trusting(commands.certificate("kube-controller-manager"));
        ChildCommand command =
                commands.controllerManager(
                        port,
                        kubernetes.kubeconfig(KubernetesServer.ADMIN),
                        kubernetes.credentials());
        return new ControllerManager(kubernetes, new ServerProcess(command, health::succeeds));
    }

    /**
     * Returns when its controllers work: a namespace has got its service account, without which
     * there are no Pods.
     */
    public void start() {
        server.start();
        try (KubernetesClient admin = kubernetes.client(KubernetesServer.ADMIN)) {
            Polling.await(
                    "namespace default has its service account",
                    Duration.ofSeconds(30),
                    () ->
                            admin.serviceAccounts().inNamespace("default").withName("default").get()
                                    != null,
                    server.process()::logTail);
        }
    }

    public void stop() {
        server.stop();
    }

    public void kill() {
        server.kill();
    }

    public boolean isRunning() {
        return server.isRunning();
    }

    /** The process of now, or the last one. */
    public ChildProcess process() {
        return server.process();
    }

    @Override
    public void close() {
        server.close();
    }
}
