package com.justfaas.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command lines of a Kubernetes control plane on 127.0.0.1: every flag that we start one with.
 */
final class ControlPlaneCommands {

    private final ServerBinaries binaries;
    private final Home home;

    ControlPlaneCommands(ServerBinaries binaries, Home home) {
        this.binaries = binaries;
        this.home = home;
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

    /** Endpoints may not be loopback addresses, so it does not publish its own. */
    ChildCommand apiServer(int port, int etcdPort, Credentials credentials) {
        return command(
                "kube-apiserver",
                binaries.kubeApiserver(),
                List.of(
                        "--etcd-servers=http://127.0.0.1:" + etcdPort,
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--cert-dir=" + certificates(),
                        "--authorization-mode=RBAC",
                        "--token-auth-file=" + credentials.tokenFile(),
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-key-file=" + credentials.signingKey(),
                        "--service-account-signing-key-file=" + credentials.signingKey(),
                        "--service-cluster-ip-range=10.0.0.0/24",
                        "--endpoint-reconciler-type=none"));
    }

    /** Without what needs nodes, of which there are none. */
    ChildCommand controllerManager(int port, Path kubeconfig, Credentials credentials) {
        return command(
                "kube-controller-manager",
                binaries.kubeControllerManager(),
                List.of(
                        "--kubeconfig=" + kubeconfig,
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--cert-dir=" + certificates(),
                        "--service-account-private-key-file=" + credentials.signingKey(),
                        "--controllers=*,-nodelifecycle,-nodeipam,-attachdetach",
                        "--leader-elect=false"));
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
                        name,
                        home.file(name + ".log"),
                        Stream.concat(Stream.of(binary.toString()), flags.stream()).toList())
                .in(home.folder());
    }
}
