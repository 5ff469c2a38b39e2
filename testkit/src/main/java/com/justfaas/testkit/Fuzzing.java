package com.justfaas.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Chance that can be had again: it prints its seed, and {@code -Dfuzz.seed=…} gives the same
 * choices. Ends after {@code -Dfuzz.seconds=…}, or what the test thinks fit.
 */
public final class Fuzzing {

    private final String test;
    private final long seed;
    private final Random random;
    private final long end;
    private long rounds;

    private Fuzzing(String test, long seed, Duration length) {
        this.test = test;
        this.seed = seed;
        this.random = new Random(seed);
        this.end = System.nanoTime() + length.toNanos();
    }

    /** Begins, for as long as that unless a property says otherwise. */
    public static Fuzzing begin(Class<?> test, Duration usual) {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        long seconds = Long.getLong("fuzz.seconds", usual.toSeconds());
        System.out.printf("%s: again with -Dfuzz.seed=%d%n", test.getSimpleName(), seed);
        return new Fuzzing(test.getSimpleName(), seed, Duration.ofSeconds(seconds));
    }

    /** Whether there is time for one more. */
    public boolean goesOn() {
        if (System.nanoTime() - end < 0) {
            rounds++;
            return true;
        }
        System.out.printf("%s: %d rounds%n", test, rounds);
        return false;
    }

    public Random random() {
        return random;
    }

    /** True in one of so many cases. */
    public boolean oneIn(int cases) {
        return random.nextInt(cases) == 0;
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The text with a piece of it replaced by one of those. */
    public String spiced(String text, List<String> spices) {
        int at = random.nextInt(text.length() + 1);
        int until = Math.min(text.length(), at + random.nextInt(6));
        return text.substring(0, at) + oneOf(spices) + text.substring(until);
    }

    @Override
    public String toString() {
        return "%s, round %d with -Dfuzz.seed=%d".formatted(test, rounds, seed);
    }
}
