package com.justfaas.events;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them in annotations and settings: {@code 250ms}, {@code 30s}, {@code
 * 1h30m}.
 */
public final class Durations {

    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private Durations() {}

    /** The duration, or empty when the text is not one or more numbers with a unit each. */
    public static Optional<Duration> parse(String text) {
        // part by part: one expression for the whole recurses, and long text overflows the stack
        Matcher part = PART.matcher(text.trim());
        Duration sum = Duration.ZERO;
        do {
            if (!part.lookingAt()) {
                return Optional.empty();
            }
            sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
            part.region(part.end(), part.regionEnd());
        } while (part.regionStart() < part.regionEnd());
        return Optional.of(sum);
    }

    /**
     * The shortest text that {@link #parse} reads back, to the millisecond: {@code 90s} is {@code
     * 1m30s}.
     */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }

    private static Duration unit(String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> throw new IllegalArgumentException("no unit of time: " + unit);
        };
    }
}
