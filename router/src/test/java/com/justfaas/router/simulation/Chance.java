package com.justfaas.router.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Everything that a schedule leaves to chance comes from here, so that its seed says it all. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
    }

    boolean hits(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** A number from the first to the last, both included. */
    long between(long first, long last) {
        return first >= last ? first : random.nextLong(first, last + 1);
    }

    int between(int first, int last) {
        return (int) between((long) first, (long) last);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** From 0 to 1, and the ends more often than they would come up by themselves. */
    double jitter() {
        double drawn = random.nextDouble();
        return drawn < 0.04 ? 0 : drawn > 0.96 ? 1 : drawn;
    }

    /** What breaks a tie between things that happen at the same time. */
    long order() {
        return random.nextLong();
    }
}
