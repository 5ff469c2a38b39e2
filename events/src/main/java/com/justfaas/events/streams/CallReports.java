package com.justfaas.events.streams;

import com.justfaas.events.Names;
import io.nats.client.Message;
import java.util.function.Consumer;

/**
 * What the replicas' calls of functions come to, as each replica of the router reports every
 * second. Reports are stored nowhere: one that is lost is followed by the next.
 */
public final class CallReports implements AutoCloseable {

    private final Consumer<CallReport> listener;
    private volatile boolean closed;

    /**
     * Listens from now on, whenever there is a connection.
     *
     * @param listener must not block
     */
    public CallReports(NatsLink link, Consumer<CallReport> listener) {
        this.listener = listener;
        link.listen(Names.Subjects.ALL_CALLS, this::received);
    }

    private void received(Message message) {
        if (!closed) {
            CallReport.read(message.getData()).ifPresent(listener);
        }
    }

    /**
     * Sends a report of one replica.
     *
     * @throws StreamException when NATS is away
     */
    public static void publish(NatsLink link, String replica, CallReport report) {
        link.connection().publish(Names.Subjects.calls(replica), report.bytes());
    }

    @Override
    public void close() {
        closed = true;
    }
}
