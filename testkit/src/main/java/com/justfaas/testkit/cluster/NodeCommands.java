package com.justfaas.testkit.cluster;

import com.justfaas.testkit.ChildCommand;
import com.justfaas.testkit.FreePorts;
import com.justfaas.testkit.HealthProbe;
import com.justfaas.testkit.ServerBinaries;
import com.justfaas.testkit.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What runs on the node beside the control plane: every flag and configuration file. */
final class NodeCommands {

    private static final ClusterNetwork NETWORK = ClusterNetwork.STANDARD;

    private final ClusterFolder folder;
    private final ServerBinaries binaries;
    private final Path kubeconfig;
    private final Map<String, String> values;
    private final List<Integer> ports = FreePorts.pick(6);

    /**
     * @param kubeconfig with which all of them log in
     * @param client whom the kubelet obeys
     */
    NodeCommands(
            ClusterFolder folder,
            ServerBinaries binaries,
            Path kubeconfig,
            ClientCertificate client) {
        this.folder = folder;
        this.binaries = binaries;
        this.kubeconfig = kubeconfig;
        this.values = new HashMap<>(shared(folder));
        values.put("kubeconfig", kubeconfig.toString());
        values.put("clientCertificate", client.certificate().toString());
        values.put("kubeletPort", port(0));
        values.put("kubeletHealthPort", port(1));
        values.put("proxyHealthPort", port(2));
        values.put("proxyMetricsPort", port(3));
        values.put("dnsReadyPort", port(4));
    }

    /** What configuration files can say that no API server is needed for. */
    static Map<String, String> shared(ClusterFolder folder) {
        return Map.of(
                "folder",
                folder.path().toString(),
                "socket",
                folder.socket().toString(),
                "sandboxImage",
                "docker.io/" + ContainerImage.PAUSE.reference(),
                "plugins",
                "/usr/lib/cni",
                "bridge",
                NETWORK.bridge(),
                "node",
                ClusterFolder.NODE,
                "nodeAddress",
                NETWORK.nodeAddress(),
                "podRange",
                NETWORK.podRange());
    }

    ServerProcess scheduler() {
        Path certificates = folder.subfolder("scheduler");
        return server(
                "kube-scheduler",
                HealthProbe.of("https://127.0.0.1:%s/healthz".formatted(port(5)))
                        .trusting(certificates.resolve("kube-scheduler.crt")),
                "--kubeconfig=" + kubeconfig,
                "--bind-address=127.0.0.1",
                "--secure-port=" + port(5),
                "--cert-dir=" + certificates,
                "--leader-elect=false");
    }

    ServerProcess kubelet() {
        return server(
                "kubelet",
                healthOf(1, "/healthz"),
                "--config=" + folder.write("kubelet.yaml", "kubelet.yaml", values),
                "--kubeconfig=" + kubeconfig,
                "--root-dir=" + folder.subfolder("kubelet"),
                "--cert-dir=" + folder.subfolder("kubelet-certificates"),
                "--hostname-override=" + ClusterFolder.NODE,
                "--node-ip=" + NETWORK.nodeAddress());
    }

    ServerProcess kubeProxy() {
        return server(
                "kube-proxy",
                healthOf(2, "/healthz"),
                "--config=" + folder.write("kube-proxy.yaml", "kube-proxy.yaml", values));
    }

    ServerProcess coreDns() {
        return server(
                "coredns",
                healthOf(4, "/ready"),
                "-conf=" + folder.write("Corefile", "Corefile", values));
    }

    private String port(int index) {
        return ports.get(index).toString();
    }

    private HealthProbe healthOf(int port, String path) {
        return HealthProbe.of("http://127.0.0.1:%s%s".formatted(port(port), path));
    }

    private ServerProcess server(String name, HealthProbe health, String... flags) {
        List<String> words = new ArrayList<>();
        words.add(binaries.find(name).toString());
        words.addAll(List.of(flags));
        return new ServerProcess(
                ChildCommand.of(name, folder.file(name + ".log"), words)
                        .with(Map.of("PATH", HostCommand.PATH)),
                health::succeeds);
    }
}
