package com.justfaas.router.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room at the limit: closes the connection that has been idle longest, so that the next can
 * be accepted. While every connection has a request in progress, the next waits to be accepted.
 */
final class ConnectionLimit extends NetworkConnectionLimit {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final HttpDoorSettings settings;
    private final IdleConnections<HttpServerConnection> idle;
    private long lastWarning = System.nanoTime() - QUIET_NANOS;

    ConnectionLimit(
            HttpDoorSettings settings, Server server, IdleConnections<HttpServerConnection> idle) {
        super(settings.limits().connections(), server);
        this.settings = settings;
        this.idle = idle;
    }

    @Override
    protected void limit() {
        super.limit();
        warn();
        idle.full().ifPresent(HttpServerConnection::evict);
    }

    @Override
    protected void unlimit() {
        idle.notFull();
        super.unlimit();
    }

    /** Once a minute at most: it is one attack, or one crowd, and not an event of each client. */
    private void warn() {
        long now = System.nanoTime();
        if (now - lastWarning >= QUIET_NANOS) {
            lastWarning = now;
            LOG.atWarn()
                    .log(
                            "{}: all {} connections are in use; those that are idle longest are closed for new ones",
                            settings.name(),
                            settings.limits().connections());
        }
    }
}
