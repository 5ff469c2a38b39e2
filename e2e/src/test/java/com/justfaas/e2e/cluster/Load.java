package com.justfaas.e2e.cluster;

import com.justfaas.testkit.Ledger;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/** Posts events at a steady rate until it is closed; each is sent once. */
final class Load implements AutoCloseable {

    private static final int MOST_IN_FLIGHT = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long TICK = Duration.ofMillis(2).toNanos();

    private final URI ingress;
    private final String type;
    private final Ledger ledger;
    private final Map<String, Integer> responses = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(MOST_IN_FLIGHT);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Thread thread;
    private volatile boolean closed;

    private Load(URI ingress, String type, Ledger ledger, int perSecond) {
        this.ingress = ingress;
        this.type = type;
        this.ledger = ledger;
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("load")
                        .unstarted(() -> send(Duration.ofSeconds(1).toNanos() / perSecond));
    }

    static Load start(URI ingress, String type, Ledger ledger, int perSecond) {
        Load load = new Load(ingress, type, ledger, perSecond);
        load.thread.start();
        return load;
    }

    private void send(long everyNanos) {
        long due = System.nanoTime();
        for (int i = 0; !closed; i++) {
            due += everyNanos;
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(TICK);
            }
            String id = type + "-" + i;
            free.acquireUninterruptibly();
            Thread.ofVirtual().start(() -> post(id));
        }
    }

    private void post(String id) {
        ledger.offered(id);
        HttpRequest request =
                HttpRequest.newBuilder(ingress)
                        .timeout(TIMEOUT)
                        .header("X-Event-Type", type)
                        .header("X-Event-Id", id)
                        .POST(BodyPublishers.ofString(id))
                        .build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            settle(id, status);
        } catch (ConnectException refused) {
            ledger.refused(id);
            count("connection refused");
        } catch (IOException noResponse) {
            ledger.unknown(id);
            count("no response: " + noResponse.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    private void settle(String id, int status) {
        if (status == 202) {
            ledger.accepted(id);
        } else {
            ledger.refused(id);
        }
        count(Integer.toString(status));
    }

    private void count(String response) {
        responses.merge(response, 1, Integer::sum);
    }

    /** How often each status came, and each kind of failure. */
    Map<String, Integer> responses() {
        return new TreeMap<>(responses);
    }

    /** Stops, and waits for the responses that are due. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        free.acquireUninterruptibly(MOST_IN_FLIGHT);
        free.release(MOST_IN_FLIGHT);
        client.close();
    }
}
