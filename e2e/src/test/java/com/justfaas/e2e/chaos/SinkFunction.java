package com.justfaas.e2e.chaos;

import com.justfaas.events.FunctionName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A function with an address of its own in 127.0.0.0/8, whose last two bytes are its namespace and
 * its name: that is how the router finds it.
 */
final class SinkFunction {

    private static final int NAMES = 250;

    private final int index;
    private final FunctionName name;
    private final Set<SinkConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Behaviour behaviour = Behaviour.OK;
    private volatile @Nullable ServerSocketChannel listener;

    SinkFunction(int index) {
        this.index = index;
        this.name =
                new FunctionName(
                        Integer.toString(1 + index / NAMES), Integer.toString(1 + index % NAMES));
    }

    /** Its place among all functions of its sink. */
    int index() {
        return index;
    }

    FunctionName name() {
        return name;
    }

    String address() {
        return "127.0.%s.%s".formatted(name.namespace(), name.name());
    }

    /** The type that it subscribes to, and nobody else. */
    String eventType() {
        return "chaos.f" + index;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    void behave(Behaviour other) {
        behaviour = other;
    }

    /** How many requests it got. */
    int requests() {
        return requests.get();
    }

    /** One more; returns how many there were with it. */
    int countRequest() {
        return requests.incrementAndGet();
    }

    SinkConnection connected(SocketChannel channel) {
        SinkConnection connection = new SinkConnection(channel, this);
        connections.add(connection);
        return connection;
    }

    void left(SinkConnection connection) {
        connections.remove(connection);
        connection.close();
    }

    void listener(ServerSocketChannel other) {
        listener = other;
    }

    /** Closes everything; the port itself is closed with the selector's next look. */
    void shut() {
        ServerSocketChannel open = listener;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            listener = null;
        }
        connections.forEach(this::left);
    }
}
