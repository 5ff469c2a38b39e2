package com.justfaas.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command lines of a Kubernetes control plane, on 127.0.0.1 unless there are nodes: every flag
 * that we start one with.
 */
final class ControlPlaneCommands {

    private final ServerBinaries binaries;
    private final Home home;
    private final @Nullable NodeAccess nodes;

    ControlPlaneCommands(ServerBinaries binaries, Home home, @Nullable NodeAccess nodes) {
        this.binaries = binaries;
        this.home = home;
        this.nodes = nodes;
    }

    /** Of the API server, its port left out. */
    String address() {
        return nodes == null ? "127.0.0.1" : nodes.address();
    }

    /** Without fsync: what it wrote survives {@code kill -9}, not a power cut. */
    ChildCommand etcd(int clientPort, int peerPort) {
        String clients = "http://127.0.0.1:" + clientPort;
        String peers = "http://127.0.0.1:" + peerPort;
        return command(
                "etcd",
                binaries.etcd(),
                List.of(
                        "--data-dir=" + home.file("etcd"),
                        "--listen-client-urls=" + clients,
                        "--advertise-client-urls=" + clients,
                        "--listen-peer-urls=" + peers,
                        "--initial-advertise-peer-urls=" + peers,
                        "--initial-cluster=default=" + peers,
                        "--unsafe-no-fsync"));
    }

    ChildCommand apiServer(int port, int etcdPort, Credentials credentials) {
        List<String> flags =
                List.of(
                        "--etcd-servers=http://127.0.0.1:" + etcdPort,
                        "--bind-address=" + address(),
                        "--secure-port=" + port,
                        "--cert-dir=" + certificates(),
                        "--authorization-mode=RBAC",
                        "--token-auth-file=" + credentials.tokenFile(),
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-key-file=" + credentials.signingKey(),
                        "--service-account-signing-key-file=" + credentials.signingKey());
        return command("kube-apiserver", binaries.kubeApiserver(), with(flags, reachability()));
    }

    /** Endpoints may not be loopback addresses, so without nodes it does not publish its own. */
    private List<String> reachability() {
        return nodes == null
                ? List.of(
                        "--service-cluster-ip-range=10.0.0.0/24", "--endpoint-reconciler-type=none")
                : List.of(
                        "--service-cluster-ip-range=" + nodes.serviceRange(),
                        "--advertise-address=" + nodes.address(),
                        "--kubelet-preferred-address-types=InternalIP",
                        "--kubelet-client-certificate=" + nodes.certificate(),
                        "--kubelet-client-key=" + nodes.key());
    }

    /** Without what a cloud does for nodes; where there are no nodes, without what needs them. */
    ChildCommand controllerManager(int port, Path kubeconfig, Credentials credentials) {
        List<String> flags =
                List.of(
                        "--kubeconfig=" + kubeconfig,
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--cert-dir=" + certificates(),
                        "--service-account-private-key-file=" + credentials.signingKey(),
                        "--root-ca-file=" + certificate("apiserver"),
                        nodes == null
                                ? "--controllers=*,-nodelifecycle,-nodeipam,-attachdetach"
                                : "--controllers=*,-nodeipam,-attachdetach",
                        "--leader-elect=false");
        return command("kube-controller-manager", binaries.kubeControllerManager(), flags);
    }

    /**
     * The certificate that the server of that name makes for itself when it first starts, its
     * authority's included.
     */
    Path certificate(String server) {
        return certificates().resolve(server + ".crt");
    }

    private Path certificates() {
        return home.file("certificates");
    }

    private ChildCommand command(String name, Path binary, List<String> flags) {
        return ChildCommand.of(
                        name, home.file(name + ".log"), with(List.of(binary.toString()), flags))
                .in(home.folder());
    }

    private static List<String> with(List<String> words, List<String> more) {
        return Stream.concat(words.stream(), more.stream()).toList();
    }
}
