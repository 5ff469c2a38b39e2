package com.justfaas.router.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room at the limit: closes the connection that has been idle longest, so that the next can
 * be accepted. While every connection has a request in progress, or one that may be arriving, the
 * next waits to be accepted.
 */
final class ConnectionLimit extends NetworkConnectionLimit {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long CHECK_MILLIS = IdleConnections.GRACE.dividedBy(5).toMillis();

    private final HttpDoorSettings settings;
    private final Server server;
    private final IdleConnections<HttpServerConnection> idle;
    private final AtomicBoolean checkScheduled = new AtomicBoolean();
    private long lastWarning = System.nanoTime() - QUIET_NANOS;

    ConnectionLimit(
            HttpDoorSettings settings, Server server, IdleConnections<HttpServerConnection> idle) {
        super(settings.limits().connections(), server);
        this.settings = settings;
        this.server = server;
        this.idle = idle;
    }

    @Override
    protected void limit() {
        super.limit();
        warn();
        idle.full().ifPresent(HttpServerConnection::evict);
        scheduleCheck();
    }

    @Override
    protected void unlimit() {
        idle.notFull();
        super.unlimit();
    }

    /** No other event reports that the grace of a connection has ended. */
    private void scheduleCheck() {
        if (idle.isWanted() && checkScheduled.compareAndSet(false, true)) {
            server.getScheduler().schedule(this::check, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void check() {
        checkScheduled.set(false);
        idle.choose().ifPresent(HttpServerConnection::evict);
        scheduleCheck();
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
