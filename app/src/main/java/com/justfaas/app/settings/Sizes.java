package com.justfaas.app.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 512MiB}, {@code 1GiB}. */
final class Sizes {

    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(KiB|MiB|GiB|TiB)");
    private static final int BITS_PER_UNIT = 10;

    private Sizes() {}

    /** The bytes, or empty when the text is not a whole number with a unit, or too large. */
    static Optional<Long> parse(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        int shift = BITS_PER_UNIT * (UNITS.indexOf(size.group(2)) + 1);
        long number = Long.parseLong(size.group(1));
        return number <= Long.MAX_VALUE >> shift ? Optional.of(number << shift) : Optional.empty();
    }

    /** In the largest unit that makes a whole number of it. */
    static String format(long bytes) {
        int unit = 0;
        long number = bytes >> BITS_PER_UNIT;
        while (unit < UNITS.size() - 1 && number % (1 << BITS_PER_UNIT) == 0) {
            number >>= BITS_PER_UNIT;
            unit++;
        }
        return number + UNITS.get(unit);
    }
}
