package com.justfaas.testkit.junit;

import com.justfaas.testkit.NatsOptions;
import com.justfaas.testkit.NatsServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A nats-server of its own for a test class. Register it in a static field. */
public final class NatsExtension implements BeforeAllCallback, AfterAllCallback {

    private final NatsOptions options;
    private @Nullable NatsServer server;

    public NatsExtension() {
        this(NatsOptions.defaults());
    }

    public NatsExtension(NatsOptions options) {
        this.options = options;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        NatsServer created = NatsServer.create(options);
        server = created;
        created.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            server.close();
        }
    }

    public NatsServer server() {
        if (server == null) {
            throw new IllegalStateException(
                    "no server yet: the extension belongs in a static @RegisterExtension field");
        }
        return server;
    }

    public String url() {
        return server().url();
    }
}
