package com.justfaas.playground.demo;

import com.justfaas.events.FunctionName;
import com.justfaas.playground.gateway.Traffic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits until each of some functions has answered well. */
public final class Arrivals implements Consumer<Traffic> {

    private final Map<FunctionName, CountDownLatch> awaited = new LinkedHashMap<>();

    public Arrivals(List<FunctionName> functions) {
        functions.forEach(function -> awaited.put(function, new CountDownLatch(1)));
    }

    @Override
    public void accept(Traffic traffic) {
        if (traffic instanceof Traffic.Proxied call && call.forwarded().status() == 200) {
            CountDownLatch latch = awaited.get(call.function());
            if (latch != null) {
                latch.countDown();
            }
        }
    }

    /**
     * Returns those that did not answer in that time: none, if all is well.
     *
     * @param excused those that may do as they like
     */
    public List<FunctionName> missing(Set<FunctionName> excused, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Map.Entry<FunctionName, CountDownLatch>> expected =
                awaited.entrySet().stream()
                        .filter(entry -> !excused.contains(entry.getKey()))
                        .toList();
        for (Map.Entry<FunctionName, CountDownLatch> entry : expected) {
            if (!entry.getValue().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                break;
            }
        }
        return expected.stream()
                .filter(entry -> entry.getValue().getCount() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
