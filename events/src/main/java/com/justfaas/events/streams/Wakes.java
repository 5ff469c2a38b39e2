package com.justfaas.events.streams;

import com.justfaas.events.Names;
import com.justfaas.events.Names.Subjects.BacklogSubject;
import io.nats.client.Connection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears that something was put into a function's backlog, by whichever replica. Some news gets
 * lost, around a reconnect say: whoever listens looks by himself now and then.
 */
public final class Wakes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wakes.class);

    private final NatsLink link;
    private final Consumer<BacklogSubject> listener;
    private @Nullable Connection listeningOn;
    private volatile boolean closed;

    /**
     * @param listener must not block
     */
    public Wakes(NatsLink link, Consumer<BacklogSubject> listener) {
        this.link = link;
        this.listener = listener;
    }

    /** Listens from now on, whenever there is a connection. Call before the link is started. */
    public void start() {
        link.onConnected(this::listen);
    }

    private synchronized void listen() {
        try {
            Connection connection = link.connection();
            if (!connection.equals(listeningOn)) {
                connection
                        .createDispatcher(
                                message -> {
                                    if (!closed) {
                                        Names.Subjects.parseWake(message.getSubject())
                                                .ifPresent(listener);
                                    }
                                })
                        .subscribe(Names.Subjects.ALL_WAKES);
                listeningOn = connection;
            }
        } catch (StreamException | IllegalStateException e) {
            LOG.atDebug().setCause(e).log("not listening for news of the backlog");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
