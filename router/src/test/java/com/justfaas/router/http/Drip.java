package com.justfaas.router.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a text one byte at a time, on many connections, for as long as they take it. */
public final class Drip implements AutoCloseable {

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("drip").factory());

    /**
     * Begins at once.
     *
     * @param text sent from its beginning to its end, then its last byte again and again
     */
    public static Drip onto(List<RawHttp> connections, String text, Duration period) {
        Drip drip = new Drip();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        AtomicInteger next = new AtomicInteger();
        var _ =
                drip.timer.scheduleAtFixedRate(
                        () -> {
                            byte[] one = {
                                bytes[Math.min(next.getAndIncrement(), bytes.length - 1)]
                            };
                            connections.forEach(http -> send(http, one));
                        },
                        0,
                        period.toMillis(),
                        TimeUnit.MILLISECONDS);
        return drip;
    }

    private static void send(RawHttp http, byte[] one) {
        try {
            http.send(one);
        } catch (IOException closed) {
            // by the server: what the test waits for
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
