package com.justfaas.e2e.chaos;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Two platforms with the same functions under the same load, and trouble in one of them only. What
 * else runs on the machine slows both at the same moment, so that their ratio means something where
 * one run after the other would compare two moments of the machine.
 */
record Twins(Platform calm, Platform troubled) implements AutoCloseable {

    /**
     * What counts as the calm p99 at least, in milliseconds: below that, a ratio compares how the
     * processors happened to be shared, and not the work of the routers.
     */
    private static final double FLOOR = 5;

    static Twins started(int events) {
        Platform calm = Platform.started(1, events);
        try {
            return new Twins(calm, Platform.started(1, events));
        } catch (RuntimeException | AssertionError e) {
            calm.close();
            throw e;
        }
    }

    /** The p99 of each, in milliseconds. */
    record Compared(double calm, double troubled) {
        double ratio() {
            return troubled / Math.max(calm, FLOOR);
        }

        static Compared median(List<Compared> windows) {
            return new Compared(
                    Percentiles.median(windows.stream().map(Compared::calm).toList()),
                    Percentiles.median(windows.stream().map(Compared::troubled).toList()));
        }

        static double medianRatio(List<Compared> windows) {
            return Percentiles.median(windows.stream().map(Compared::ratio).toList());
        }
    }

    /** The same functions on both, known and warm. */
    void begin(int functions, int warmUp) {
        both(
                platform -> {
                    List<SinkFunction> all = platform.sink.functions(functions);
                    platform.announce(all, Map.of());
                    platform.warmUp(all, warmUp);
                });
    }

    private void both(Consumer<Platform> work) {
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> work.accept(calm));
        work.accept(troubled);
        other.join();
    }

    /**
     * Both get events at the same time, for a while; returns when those that count have arrived.
     *
     * @param receiver in the troubled one, by the event's number in the window
     * @param counts which functions count
     */
    Compared window(
            int rate, Duration length, IntFunction<SinkFunction> receiver, IntPredicate counts) {
        List<SinkFunction> calmly =
                calm.sink.functions().stream().filter(f -> counts.test(f.index())).toList();
        CompletableFuture<Percentiles> other =
                CompletableFuture.supplyAsync(
                        () ->
                                measure(
                                        calm,
                                        rate,
                                        length,
                                        i -> calmly.get(i % calmly.size()),
                                        counts));
        Percentiles ours = measure(troubled, rate, length, receiver, counts);
        return new Compared(other.join().p99(), ours.p99());
    }

    private static Percentiles measure(
            Platform platform,
            int rate,
            Duration length,
            IntFunction<SinkFunction> receiver,
            IntPredicate counts) {
        int from = platform.journal.next();
        platform.publisher.paced(rate, length, receiver);
        int to = platform.journal.next();
        await("all of it arrived")
                .atMost(Duration.ofSeconds(60))
                .until(() -> platform.journal.missing(from, to, counts) == 0);
        return platform.journal.latencies(from, to, counts);
    }

    List<Compared> windows(
            int rounds,
            int rate,
            Duration length,
            IntFunction<SinkFunction> receiver,
            IntPredicate counts) {
        List<Compared> windows = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            windows.add(window(rate, length, receiver, counts));
        }
        return windows;
    }

    @Override
    public void close() {
        try (calm) {
            troubled.close();
        }
    }
}
