package com.justfaas.testkit.junit;

import com.justfaas.testkit.Kubectl;
import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.cluster.Cluster;
import com.justfaas.testkit.cluster.Installation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * A cluster that runs containers, one for all tests of the JVM, with FaaS Events installed in it,
 * and a namespace of its own for each test. Register it in a static field. A test that breaks the
 * installation gives it back ready. Logs are in {@code target/cluster} of the module.
 */
public final class ClusterExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {

    private static final Namespace SHARED = Namespace.create(ClusterExtension.class);
    private static final Path FOLDER = Path.of("target", "cluster");

    /** What all tests of the JVM share. */
    private record Shared(Cluster cluster, Installation installation, KubernetesClient client)
            implements AutoCloseable {

        static Shared start() {
            Cluster cluster = new Cluster(FOLDER, (_, _) -> {});
            try {
                cluster.start();
                Installation installation = Installation.of(cluster, (_, _) -> {});
                installation.install();
                return new Shared(
                        cluster, installation, cluster.kubernetes().client(KubernetesServer.ADMIN));
            } catch (RuntimeException e) {
                cluster.close();
                throw e;
            }
        }

        @Override
        public void close() {
            client.close();
            cluster.close();
        }
    }

    private @Nullable Shared shared;
    private @Nullable String namespace;

    @Override
    public void beforeAll(ExtensionContext context) {
        Store store = context.getRoot().getStore(SHARED);
        shared = store.computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        String fresh = "test-" + UUID.randomUUID().toString().substring(0, 8);
        shared().cluster.kubernetes().createNamespace(fresh);
        namespace = fresh;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        client().namespaces().withName(namespace()).delete();
    }

    private Shared shared() {
        if (shared == null) {
            throw new IllegalStateException(
                    "no cluster yet: the extension belongs in a static @RegisterExtension field");
        }
        return shared;
    }

    /** The namespace of the test that runs. */
    public String namespace() {
        if (namespace == null) {
            throw new IllegalStateException("no namespace yet: each test gets one when it starts");
        }
        return namespace;
    }

    /** Where pods reach what listens on this machine. */
    public String hostAddress() {
        return shared().cluster.hostAddress();
    }

    /** {@code kill -9} of the processes of a pod's only container. */
    public void killContainer(Pod pod) {
        String id = pod.getStatus().getContainerStatuses().getFirst().getContainerID();
        shared().cluster.killContainer(id.substring("containerd://".length()));
    }

    public Installation installation() {
        return shared().installation;
    }

    public Kubectl kubectl() {
        return installation().kubectl();
    }

    /** A client that may do everything. */
    public KubernetesClient client() {
        return shared().client;
    }

    /** Applies a YAML file; what names no namespace goes to the test's. */
    public void apply(Path yaml) {
        shared().cluster.kubernetes().apply(yaml, namespace());
    }
}
