package com.justfaas.testkit.junit;

import com.justfaas.testkit.NatsCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Three nats-servers of its own for a test class. Register it in a static field. */
public final class NatsClusterExtension implements BeforeAllCallback, AfterAllCallback {

    private @Nullable NatsCluster cluster;

    @Override
    public void beforeAll(ExtensionContext context) {
        NatsCluster created = NatsCluster.create();
        cluster = created;
        created.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (cluster != null) {
            cluster.close();
        }
    }

    public NatsCluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException(
                    "no cluster yet: the extension belongs in a static @RegisterExtension field");
        }
        return cluster;
    }

    public String url() {
        return cluster().url();
    }
}
