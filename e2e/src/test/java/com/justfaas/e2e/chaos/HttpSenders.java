package com.justfaas.e2e.chaos;

import com.justfaas.e2e.chaos.Journal.Fate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts events to the doors of whatever routers there are, as a gateway does that goes by
 * readiness. Accepted is what was answered with 202; nothing is sent twice.
 */
final class HttpSenders implements AutoCloseable {

    private static final int MOST_AT_ONCE = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long TICK = Duration.ofMillis(2).toNanos();

    private final Journal journal;
    private final List<SinkFunction> functions;
    private final List<URI> doors = new CopyOnWriteArrayList<>();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Thread thread;
    private volatile boolean closed;

    HttpSenders(Journal journal, List<SinkFunction> functions, int perSecond) {
        this.journal = journal;
        this.functions = functions;
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("senders")
                        .start(() -> send(1_000_000_000L / perSecond));
    }

    void open(URI door) {
        doors.add(door);
    }

    void shut(URI door) {
        doors.remove(door);
    }

    private void send(long everyNanos) {
        long due = System.nanoTime();
        for (int i = 0; !closed; i++) {
            due = Math.max(due, System.nanoTime() - MOST_AT_ONCE * everyNanos) + everyNanos;
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(TICK);
            }
            List<URI> open = List.copyOf(doors);
            if (!open.isEmpty()) {
                free.acquireUninterruptibly();
                SinkFunction function = functions.get(i % functions.size());
                URI door = open.get(i % open.size());
                Thread.ofVirtual().start(() -> post(door, function));
            }
        }
    }

    private void post(URI door, SinkFunction function) {
        int event = journal.offer(function);
        HttpRequest request =
                HttpRequest.newBuilder(door)
                        .timeout(TIMEOUT)
                        .header("X-Event-Type", function.eventType())
                        .header("X-Event-Id", EventText.id(event))
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofByteArray(EventText.body(event)))
                        .build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            journal.settle(event, status == 202 ? Fate.ACCEPTED : Fate.REFUSED);
        } catch (ConnectException nobodyThere) {
            journal.settle(event, Fate.REFUSED);
        } catch (IOException noAnswer) {
            journal.settle(event, Fate.UNKNOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    /** Stops, and waits for the answers that are due. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        free.acquireUninterruptibly(MOST_AT_ONCE);
        client.close();
    }
}
