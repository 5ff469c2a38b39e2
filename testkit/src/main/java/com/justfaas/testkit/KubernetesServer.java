package com.justfaas.testkit;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Kubernetes API server with its etcd. Unless a node is added nothing runs; {@link
 * ControllerManager} adds what makes Pods out of Deployments and collects garbage. Ports, tokens
 * and objects outlive a restart; {@link #close()} ends it and deletes its folder, if that was a
 * temporary one.
 */
public final class KubernetesServer implements AutoCloseable {

    /** The user who may do everything. */
    public static final String ADMIN = "admin";

    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    private final Home home;
    private final int port;
    private final ControlPlaneCommands commands;
    private final Credentials credentials;
    private final ServerProcess etcd;
    private final ServerProcess apiServer;

    private KubernetesServer(
            Home home,
            int port,
            ControlPlaneCommands commands,
            Credentials credentials,
            ServerProcess etcd,
            ServerProcess apiServer) {
        this.home = home;
        this.port = port;
        this.commands = commands;
        this.credentials = credentials;
        this.etcd = etcd;
        this.apiServer = apiServer;
    }

    public static KubernetesServer create() {
        return create(KubernetesOptions.defaults());
    }

    /** Picks its ports and writes its files; {@link #start()} starts it. */
    public static KubernetesServer create(KubernetesOptions options) {
        List<Integer> free = FreePorts.pick(3);
        int port = options.port() == 0 ? free.getFirst() : options.port();
        int etcdPort = free.get(1);
        Home home = Home.of(options.folder(), "kubernetes");
        ControlPlaneCommands commands =
                new ControlPlaneCommands(ServerBinaries.locate(), home, options.nodes());
        Credentials credentials = Credentials.create(home, ADMIN, options.users());
        ServerProcess etcd =
                new ServerProcess(
                        commands.etcd(etcdPort, free.get(2)),
                        HealthProbe.of("http://127.0.0.1:%d/readyz".formatted(etcdPort))::succeeds);
        ServerProcess apiServer =
                new ServerProcess(
                        commands.apiServer(port, etcdPort, credentials),
                        () -> isReady(port, commands, credentials));
        return new KubernetesServer(home, port, commands, credentials, etcd, apiServer);
    }

    /**
     * Ready is more than it says itself: the roles and the namespaces that it makes at first must
     * be there.
     */
    private static boolean isReady(
            int port, ControlPlaneCommands commands, Credentials credentials) {
        return Stream.of(
                        "/readyz",
                        "/apis/rbac.authorization.k8s.io/v1/clusterroles/cluster-admin",
                        "/api/v1/namespaces/default")
                .map(
                        path ->
                                HealthProbe.of(
                                                "https://%s:%d%s"
                                                        .formatted(commands.address(), port, path))
                                        .trusting(commands.certificate("apiserver"))
                                        .withToken(credentials.token(ADMIN)))
                .allMatch(HealthProbe::succeeds);
    }

    /** Returns when the API server is ready, about 3 s later. */
    public void start() {
        etcd.start();
        apiServer.start();
    }

    /**
     * Nothing happens when it does not run. The API server is killed: it keeps nothing, and would
     * wait a minute for those who watch it.
     */
    public void stop() {
        apiServer.close();
        etcd.stop();
    }

    /** {@code kill -9} of API server and etcd. */
    public void kill() {
        apiServer.kill();
        etcd.kill();
    }

    /** SIGSTOP of the API server: connections stay open and nobody answers. */
    public void pause() {
        apiServer.pause();
    }

    public void resume() {
        apiServer.resume();
    }

    /** Stops it, if it runs, and starts it on the same port with the same objects. */
    public void restart() {
        stop();
        start();
    }

    public boolean isRunning() {
        return apiServer.isRunning();
    }

    public String url() {
        return "https://%s:%d".formatted(commands.address(), port);
    }

    /**
     * A kubeconfig file for {@link #ADMIN}, for a user that the options declare, or for a service
     * account that exists, by its user name {@code system:serviceaccount:<namespace>:<name>}. Needs
     * a server that was started once.
     */
    public Path kubeconfig(String user) {
        try {
            String token =
                    user.startsWith(SERVICE_ACCOUNT)
                            ? serviceAccountToken(user)
                            : credentials.token(user);
            return credentials.kubeconfig(
                    user, token, url(), Files.readAllBytes(commands.certificate("apiserver")));
        } catch (IOException e) {
            throw new UncheckedIOException("the API server was never started", e);
        }
    }

    private String serviceAccountToken(String user) {
        String[] words = user.substring(SERVICE_ACCOUNT.length()).split(":", 2);
        try (KubernetesClient admin = client(ADMIN)) {
            TokenRequest answer =
                    admin.serviceAccounts().inNamespace(words[0]).withName(words[1]).tokenRequest();
            return answer.getStatus().getToken();
        }
    }

    /** A client that acts as that user; see {@link #kubeconfig(String)}. The caller closes it. */
    public KubernetesClient client(String user) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig(user).toFile()))
                .build();
    }

    public void createNamespace(String name) {
        try (KubernetesClient admin = client(ADMIN)) {
            admin.resource(
                            new NamespaceBuilder()
                                    .withNewMetadata()
                                    .withName(name)
                                    .endMetadata()
                                    .build())
                    .create();
        }
    }

    /**
     * Applies the documents of a YAML file as the admin; those that name no namespace go to the
     * given one.
     */
    public void apply(Path yaml, String namespace) {
        try (KubernetesClient admin = client(ADMIN)) {
            Manifests.apply(admin, yaml, namespace);
        }
    }

    /** The API server's process of now, or the last one. */
    public ChildProcess process() {
        return apiServer.process();
    }

    /** Etcd's process of now, or the last one. */
    public ChildProcess etcdProcess() {
        return etcd.process();
    }

    ControlPlaneCommands commands() {
        return commands;
    }

    Credentials credentials() {
        return credentials;
    }

    @Override
    public void close() {
        apiServer.close();
        etcd.close();
        home.release();
    }
}
