package com.justfaas.e2e.chaos;

import java.util.Arrays;
import java.util.Collection;

/** Of durations in nanoseconds, in milliseconds. */
final class Percentiles {

    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sorted;

    private Percentiles(long[] sorted) {
        this.sorted = sorted;
    }

    static Percentiles of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    double p50() {
        return millis(0.5);
    }

    double p99() {
        return millis(0.99);
    }

    double most() {
        return millis(1);
    }

    private double millis(double share) {
        if (sorted.length == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        int index = Math.min(sorted.length - 1, (int) (share * sorted.length));
        return sorted[index] / NANOS_PER_MILLI;
    }

    static double median(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    @Override
    public String toString() {
        return "p50 %.2f ms, p99 %.1f ms, most %.0f ms".formatted(p50(), p99(), most());
    }
}
