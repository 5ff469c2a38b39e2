package com.justfaas.events.streams;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.JetStream;
import io.nats.client.MessageHandler;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to NATS that keeps coming back, from before the server is there for the first time.
 * Nothing is buffered while it is known to be away: a publish fails at once, so that nobody is told
 * "failed" of what is stored later.
 */
public final class NatsLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NatsLink.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** More than the server takes from a sender: it adds the subject for our acknowledgement. */
    private static final int LONGEST_LINE = 64 * 1024;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final String name;
    private final NatsSettings settings;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Hearing> hearings = new ArrayList<>();
    private final AtomicLong epoch = new AtomicLong();
    private final AtomicLong losses = new AtomicLong();
    private volatile @Nullable Connection connection;
    private volatile @Nullable Publishing publishing;
    private @Nullable Connection heardOver;
    private volatile String problem;
    private volatile boolean closed;

    /**
     * @param name what the server's monitoring shows, such as {@code ingress}
     */
    public NatsLink(String name, NatsSettings settings) {
        this.name = name;
        this.settings = settings;
        this.problem = "not connected to NATS at %s yet".formatted(settings.shown());
    }

    /** Begins to connect, and returns at once. */
    public void start() {
        Thread.ofVirtual().name("nats-connect-" + name).start(this::connect);
    }

    /** Runs on a thread of its own after each connect and reconnect. Register before the start. */
    public void onConnected(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Hears what is published on a subject, whenever there is a connection; what is said while it
     * is away is lost.
     *
     * @param handler must not block
     */
    public synchronized void listen(String subject, MessageHandler handler) {
        Hearing hearing = new Hearing(subject, handler);
        hearings.add(hearing);
        Connection current = heardOver;
        if (current != null) {
            hear(current, List.of(hearing));
        }
    }

    private record Hearing(String subject, MessageHandler handler) {}

    /** The connection, which may be away just now. */
    public Connection connection() {
        Connection current = connection;
        if (current == null) {
            throw new StreamException(problem);
        }
        return current;
    }

    /** Publishes to streams over the {@link #connection}; kept, because it is much to make. */
    JetStream jetStream() throws IOException {
        Connection current = connection();
        Publishing known = publishing;
        if (known == null || !known.over().equals(current)) {
            known = new Publishing(current, current.jetStream());
            publishing = known;
        }
        return known.jetStream();
    }

    private record Publishing(Connection over, JetStream jetStream) {}

    /** Whether the server can be asked now. */
    public boolean isConnected() {
        Connection current = connection;
        return current != null && current.getStatus() == Connection.Status.CONNECTED;
    }

    /**
     * Rises with each connect and reconnect: what lives in the server may have to be made again.
     */
    public long epoch() {
        return epoch.get();
    }

    /** Rises whenever the connection is lost or new, and with attempts that fail. */
    long changes() {
        return epoch.get() + losses.get();
    }

    /** One line for people. */
    public String status() {
        return isConnected() ? "connected to NATS at " + settings.shown() : problem;
    }

    private void connect() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            try {
                connection = Nats.connect(options());
                if (closed) {
                    close(); // which came too early to know of this connection
                }
                return;
            } catch (IOException | IllegalArgumentException e) {
                report(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pause =
                    pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                            ? pause.multipliedBy(2)
                            : LONGEST_PAUSE;
        }
    }

    private void report(Exception failure) {
        String said =
                "cannot connect to NATS at %s: %s"
                        .formatted(
                                settings.shown(),
                                settings.withoutSecrets(String.valueOf(failure.getMessage())));
        if (!said.equals(problem)) {
            problem = said;
            LOG.atWarn().addKeyValue("connection", name).log("{}; trying on", said);
        }
    }

    private Options options() {
        Options.Builder options =
                new Options.Builder()
                        .server(settings.url())
                        .connectionName("faas-events " + name)
                        .maxReconnects(-1)
                        .reconnectWait(Duration.ofMillis(200))
                        .reconnectJitter(Duration.ofMillis(200))
                        .reconnectBufferSize(0)
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketWriteTimeout(Duration.ofSeconds(10))
                        .pingInterval(Duration.ofSeconds(5))
                        .maxPingsOut(2)
                        .dontForceFlushOnRequest()
                        .dataPortType(MendingDataPort.class.getName())
                        .supportUTF8Subjects()
                        .maxControlLine(LONGEST_LINE)
                        .connectionListener(this::changed)
                        .errorListener(new NatsErrors(name));
        if (settings.credentials() != null) {
            options.authHandler(Nats.credentials(settings.credentials().toString()));
        }
        return options.build();
    }

    private void changed(Connection changed, ConnectionListener.Events event) {
        boolean ours = changed.equals(connection); // an attempt that failed says CLOSED, too
        switch (event) {
            case CONNECTED, RECONNECTED -> connected(changed);
            case DISCONNECTED -> {
                losses.incrementAndGet();
                if (ours && !closed) {
                    LOG.atWarn().addKeyValue("connection", name).log("{}; reconnecting", problem);
                }
            }
            case CLOSED -> {
                if (ours && !closed) {
                    // two equal authentication errors close it for good
                    problem = "NATS at %s closed the connection".formatted(settings.shown());
                    connection = null;
                    start();
                }
            }
            case RESUBSCRIBED, DISCOVERED_SERVERS, LAME_DUCK -> {}
        }
    }

    private void connected(Connection connected) {
        // said as soon as it is true, which is before anybody tells us
        problem = "the connection to NATS at %s is lost".formatted(settings.shown());
        connection = connected;
        hear(connected);
        epoch.incrementAndGet();
        LOG.atInfo()
                .addKeyValue("connection", name)
                .addKeyValue("server", connected.getServerInfo().getVersion())
                .log("connected to NATS at {}", settings.shown());
        for (Runnable listener : listeners) {
            Thread.ofVirtual().name("nats-connected-" + name).start(listener);
        }
    }

    /** Once for each connection: it keeps up what was subscribed to when it is lost and back. */
    private synchronized void hear(Connection connected) {
        if (!connected.equals(heardOver) && hear(connected, hearings)) {
            heardOver = connected;
        }
    }

    private static boolean hear(Connection over, List<Hearing> hearings) {
        try {
            for (Hearing hearing : hearings) {
                over.createDispatcher(hearing.handler()).subscribe(hearing.subject());
            }
            return true;
        } catch (IllegalStateException e) {
            LOG.atDebug().setCause(e).log("not listening: the connection is lost already");
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        Connection current = connection;
        if (current == null) {
            return;
        }
        try {
            if (isConnected()) {
                current.flush(CLOSE_TIMEOUT);
            }
        } catch (java.util.concurrent.TimeoutException e) {
            LOG.atDebug().setCause(e).log("NATS did not answer while the connection closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            current.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
