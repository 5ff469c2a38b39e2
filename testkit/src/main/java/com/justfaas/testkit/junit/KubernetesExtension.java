package com.justfaas.testkit.junit;

import com.justfaas.testkit.ControllerManager;
import com.justfaas.testkit.KubernetesOptions;
import com.justfaas.testkit.KubernetesServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * A Kubernetes API server, one for all tests of the JVM, and a namespace of its own for each test.
 * Register it in a static field. Who pauses or kills the server gives it back running.
 */
public final class KubernetesExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {

    /** A user without any rights, until a test binds a role to it. */
    public static final String OPERATOR = "operator";

    private static final Namespace SHARED = Namespace.create(KubernetesExtension.class);

    private final boolean controllers;
    private final Map<String, KubernetesClient> clients = new HashMap<>();
    private @Nullable KubernetesServer server;
    private @Nullable String namespace;

    public KubernetesExtension() {
        this(false);
    }

    private KubernetesExtension(boolean controllers) {
        this.controllers = controllers;
    }

    /**
     * With Kubernetes' own controllers, from this class on: Deployments get Pods, owners' garbage
     * is collected, and namespaces go when they are deleted. Without them the API server only
     * stores.
     */
    public static KubernetesExtension withControllers() {
        return new KubernetesExtension(true);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Store store = context.getRoot().getStore(SHARED);
        KubernetesServer shared =
                store.computeIfAbsent(
                        KubernetesServer.class, _ -> startServer(), KubernetesServer.class);
        server = shared;
        if (controllers) {
            store.computeIfAbsent(
                    ControllerManager.class,
                    _ -> startControllers(shared),
                    ControllerManager.class);
        }
    }

    private static KubernetesServer startServer() {
        KubernetesServer server =
                KubernetesServer.create(KubernetesOptions.defaults().withUser(OPERATOR));
        try {
            server.start();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static ControllerManager startControllers(KubernetesServer server) {
        ControllerManager manager = ControllerManager.create(server);
        manager.start();
        return manager;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        String fresh = "test-" + UUID.randomUUID().toString().substring(0, 8);
        server().createNamespace(fresh);
        namespace = fresh;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        client().namespaces().withName(namespace()).delete();
        clients.values().forEach(KubernetesClient::close);
        clients.clear();
    }

    public KubernetesServer server() {
        if (server == null) {
            throw new IllegalStateException(
                    "no server yet: the extension belongs in a static @RegisterExtension field");
        }
        return server;
    }

    /** The namespace of the test that runs. */
    public String namespace() {
        if (namespace == null) {
            throw new IllegalStateException("no namespace yet: each test gets one when it starts");
        }
        return namespace;
    }

    /** A client that may do everything, closed after the test. */
    public KubernetesClient client() {
        return client(KubernetesServer.ADMIN);
    }

    /**
     * A client that acts as a user, closed after the test; see {@link
     * KubernetesServer#kubeconfig(String)}.
     */
    public KubernetesClient client(String user) {
        return clients.computeIfAbsent(user, server()::client);
    }

    /** See {@link KubernetesServer#kubeconfig(String)}. */
    public Path kubeconfig(String user) {
        return server().kubeconfig(user);
    }

    /** Applies a YAML file as the admin; what names no namespace goes to the test's. */
    public void apply(Path yaml) {
        server().apply(yaml, namespace());
    }
}
