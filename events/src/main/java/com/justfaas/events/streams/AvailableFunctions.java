package com.justfaas.events.streams;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import java.util.function.Consumer;

/**
 * News that a pod of a function became ready, from the operator to the routers, which then call the
 * function at once instead of at the time of their next probe. The news is stored nowhere, and
 * nothing depends on it but the time that a delivery waits.
 */
public final class AvailableFunctions {

    private AvailableFunctions() {}

    /**
     * Sends the news.
     *
     * @throws StreamException when NATS is away
     */
    public static void announce(NatsLink link, FunctionName function) {
        link.connection().publish(Names.Subjects.available(function), new byte[0]);
    }

    /**
     * Listens from now on, whenever there is a connection.
     *
     * @param listener must not block
     */
    public static void listen(NatsLink link, Consumer<FunctionName> listener) {
        link.listen(
                Names.Subjects.ALL_AVAILABLE,
                message ->
                        Names.Subjects.functionOfAvailable(message.getSubject())
                                .ifPresent(listener));
    }
}
