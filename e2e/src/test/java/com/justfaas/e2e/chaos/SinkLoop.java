package com.justfaas.e2e.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** One thread with one selector, which does everything that has to do with channels. */
final class SinkLoop implements AutoCloseable {

    private final Selector selector;
    private final Consumer<SelectionKey> ready;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("sink").unstarted(this::run);
    private volatile boolean closed;

    private SinkLoop(Selector selector, Consumer<SelectionKey> ready) {
        this.selector = selector;
        this.ready = ready;
    }

    /**
     * Starts the thread.
     *
     * @param ready told of each channel that can be read or accepted from
     */
    static SinkLoop started(Consumer<SelectionKey> ready) {
        try {
            SinkLoop loop = new SinkLoop(Selector.open(), ready);
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has it done on the thread, and waits until it is. */
    void run(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        tasks.add(
                () -> {
                    try {
                        task.run();
                        done.complete(null);
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                });
        selector.wakeup();
        done.join();
    }

    /** On the thread only. */
    void register(SelectableChannel channel, int operation, Object attachment) {
        try {
            channel.register(selector, operation, attachment);
        } catch (ClosedChannelException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the thread only: a channel that was closed is really closed after this. */
    void selectNow() {
        try {
            selector.selectNow(ready);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        while (!closed) {
            try {
                selector.select(ready);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
