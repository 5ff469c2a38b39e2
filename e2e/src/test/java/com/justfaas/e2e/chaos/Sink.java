package com.justfaas.e2e.chaos;

import com.justfaas.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for all functions, on one thread, so that it costs less than what it measures. Notes
 * each event in the journal when it answers that it has it.
 */
final class Sink implements AutoCloseable {

    private static final int ACCEPT_QUEUE = 1024;
    private static final byte[] OK = response(200);

    private final Journal journal;
    private final List<SinkFunction> functions = new ArrayList<>();
    private final SinkLoop loop = SinkLoop.started(this::ready);
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("sink-later").unstarted(task));
    private final int port = FreePorts.pick();

    Sink(Journal journal) {
        this.journal = journal;
    }

    /** Where the router finds the functions. */
    String invokeUrl() {
        return "http://127.0.{namespace}.{name}:%d/".formatted(port);
    }

    /** Where that function is. */
    String url(SinkFunction function) {
        return "http://%s:%d/".formatted(function.address(), port);
    }

    /** All that there are. */
    List<SinkFunction> functions() {
        return List.copyOf(functions);
    }

    /** So many more functions that answer 200. */
    List<SinkFunction> functions(int count) {
        List<SinkFunction> more = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            more.add(new SinkFunction(functions.size() + i));
        }
        functions.addAll(more);
        open(more);
        return more;
    }

    /** Nobody listens there any more, and every connection is gone. */
    void shut(Collection<SinkFunction> which) {
        loop.run(
                () -> {
                    which.forEach(SinkFunction::shut);
                    loop.selectNow();
                });
    }

    /** They listen again. */
    void open(Collection<SinkFunction> which) {
        loop.run(() -> which.forEach(this::open));
    }

    private void open(SinkFunction function) {
        try {
            ServerSocketChannel listener = listen(function.address());
            function.listener(listener);
            loop.register(listener, SelectionKey.OP_ACCEPT, function);
        } catch (IOException e) {
            throw new UncheckedIOException("port %d is taken".formatted(port), e);
        }
    }

    private ServerSocketChannel listen(String address) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.configureBlocking(false);
            listener.bind(new InetSocketAddress(address, port), ACCEPT_QUEUE);
            return listener;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    private void ready(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof SinkFunction function) {
            accept((ServerSocketChannel) key.channel(), function);
        } else if (key.attachment() instanceof SinkConnection connection) {
            read(connection);
        }
    }

    private void accept(ServerSocketChannel listener, SinkFunction function) {
        try {
            SocketChannel channel = listener.accept();
            if (channel != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                loop.register(channel, SelectionKey.OP_READ, function.connected(channel));
            }
        } catch (IOException gone) {
            // the client left again
        }
    }

    private void read(SinkConnection connection) {
        try {
            if (connection.read(event -> handle(connection, event))) {
                return;
            }
        } catch (IOException gone) {
            // the client left, by kill -9 for example
        }
        connection.function().left(connection);
    }

    private void handle(SinkConnection connection, int event) {
        SinkFunction function = connection.function();
        int count = function.countRequest();
        switch (function.behaviour()) {
            case Behaviour.Silent _ -> {}
            case Behaviour.Flaky flaky ->
                    answer(connection, event, count % flaky.every() == 0 ? 503 : 200);
            case Behaviour.Answers answers when answers.after().isZero() ->
                    answer(connection, event, answers.status());
            case Behaviour.Answers answers -> {
                var _ =
                        later.schedule(
                                () -> answer(connection, event, answers.status()),
                                answers.after().toNanos(),
                                TimeUnit.NANOSECONDS);
            }
        }
    }

    private void answer(SinkConnection connection, int event, int status) {
        if (status == 200) {
            journal.delivered(event, connection.function());
        }
        try {
            connection.answer(ByteBuffer.wrap(status == 200 ? OK : response(status)));
        } catch (IOException gone) {
            // the client left, by kill -9 for example
        }
    }

    private static byte[] response(int status) {
        return "HTTP/1.1 %d So\r\nContent-Length: 0\r\n\r\n"
                .formatted(status)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        shut(functions);
        loop.close();
        later.shutdownNow();
    }
}
