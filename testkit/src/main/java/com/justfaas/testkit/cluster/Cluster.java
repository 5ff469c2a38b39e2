package com.justfaas.testkit.cluster;

import com.justfaas.testkit.ControllerManager;
import com.justfaas.testkit.KubernetesOptions;
import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.NodeAccess;
import com.justfaas.testkit.Polling;
import com.justfaas.testkit.ServerBinaries;
import com.justfaas.testkit.ServerProcess;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A real Kubernetes of one node that runs containers. Each start makes a new cluster; its logs stay
 * in the folder after the end. One cluster at a time runs on a machine.
 */
public final class Cluster implements AutoCloseable {

    private static final Duration NODE_TIMEOUT = Duration.ofSeconds(60);

    private final ClusterFolder folder;
    private final BiConsumer<String, Object> progress;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private @Nullable KubernetesServer kubernetes;
    private @Nullable Containerd containerd;

    /**
     * @param folder for all state and every log; what is in it is deleted at the start
     * @param progress gets each part that is up, and where
     */
    public Cluster(Path folder, BiConsumer<String, Object> progress) {
        this.folder = new ClusterFolder(folder.toAbsolutePath().normalize());
        this.progress = progress;
    }

    /**
     * Returns when the node is ready, 10 to 20 s later.
     *
     * @throws IllegalStateException when this machine lacks something, another cluster runs, or a
     *     part does not start
     */
    public synchronized void start() {
        Host.check();
        ServerBinaries binaries =
                ServerBinaries.locate("kube-scheduler", "kubelet", "kube-proxy", "coredns");
        Host host = new Host(folder, binaries.find("kube-proxy"));
        open.push(host);
        host.take();
        Containerd runtime = startContainerd();
        ClientCertificate client = ClientCertificate.create(folder.path());
        KubernetesServer server = startControlPlane(client);
        Path admin = server.kubeconfig(KubernetesServer.ADMIN);
        NodeCommands node = new NodeCommands(folder, binaries, admin, client);
        start("kube-scheduler", node.scheduler());
        start("CoreDNS", node.coreDns());
        start("kubelet", node.kubelet());
        // it waits for the addresses of its node
        start("kube-proxy", node.kubeProxy());
        kubernetes = server;
        containerd = runtime;
        Volumes.create(folder, server);
        awaitNode(server);
        progress.accept("node", ClusterFolder.NODE);
    }

    private Containerd startContainerd() {
        folder.write("cni/cluster.conflist", "cluster.conflist", NodeCommands.shared(folder));
        Containerd started =
                new Containerd(
                        folder,
                        folder.write(
                                "containerd.toml", "containerd.toml", NodeCommands.shared(folder)));
        open.push(started);
        // they outlive it; while it runs, it cleans up behind them
        open.push(new Remains(folder)::killContainers);
        started.start();
        progress.accept("containerd", folder.socket());
        return started;
    }

    private KubernetesServer startControlPlane(ClientCertificate client) {
        ClusterNetwork network = ClusterNetwork.STANDARD;
        KubernetesServer server =
                KubernetesServer.create(
                        KubernetesOptions.defaults()
                                .in(folder.subfolder("kubernetes"))
                                .withNodes(
                                        new NodeAccess(
                                                network.nodeAddress(),
                                                network.serviceRange(),
                                                client.certificate(),
                                                client.key())));
        open.push(server);
        server.start();
        progress.accept("kube-apiserver", server.url());
        ControllerManager controllers = ControllerManager.create(server);
        open.push(controllers);
        controllers.start();
        progress.accept("controllers", "kube-controller-manager");
        return server;
    }

    private void start(String name, ServerProcess server) {
        open.push(server);
        server.start();
        progress.accept(name, "");
    }

    private static void awaitNode(KubernetesServer server) {
        try (KubernetesClient client = server.client(KubernetesServer.ADMIN)) {
            Polling.await(
                    "the node is ready",
                    NODE_TIMEOUT,
                    () -> isReady(client.nodes().withName(ClusterFolder.NODE).get()),
                    () -> "" + client.nodes().withName(ClusterFolder.NODE).get());
        }
    }

    private static boolean isReady(@Nullable Node node) {
        return node != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    /** Its API server, and kubeconfigs for it. */
    public KubernetesServer kubernetes() {
        return required(kubernetes);
    }

    /** Imports an image from a tar file and returns its reference, for pods to name. */
    public String importImage(Path tar) {
        return required(containerd).importImage(tar);
    }

    /** Where pods reach what listens on this machine. */
    public String hostAddress() {
        return ClusterNetwork.STANDARD.nodeAddress();
    }

    /** {@code kill -9} of a container's processes; the kubelet starts another in its pod. */
    public void killContainer(String id) {
        required(containerd).kill(id);
    }

    private static <T> T required(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the cluster was not started");
        }
        return part;
    }

    public Path folder() {
        return folder.path();
    }

    /**
     * Ends everything and undoes what was changed outside of the folder.
     *
     * @throws IllegalStateException when that does not work; the next start tries it again
     */
    @Override
    public synchronized void close() {
        IllegalStateException failed =
                new IllegalStateException("the cluster did not end in order");
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failed.addSuppressed(e);
            }
        }
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }
}
