package com.justfaas.operator.workload;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether Kubernetes takes a cron expression: the syntax of a CronJob's {@code spec.schedule},
 * which is that of Vixie cron with names, {@code ?} and the {@code @} forms.
 */
final class CronExpressions {

    /**
     * One of the five fields.
     *
     * @param names which stand for numbers, the first for the least
     */
    private record Field(int least, int most, List<String> names) {}

    private static final List<Field> FIELDS =
            List.of(
                    new Field(0, 59, List.of()),
                    new Field(0, 23, List.of()),
                    new Field(1, 31, List.of()),
                    new Field(
                            1,
                            12,
                            List.of(
                                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
                                    "oct", "nov", "dec")),
                    new Field(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

    private static final Set<String> WORDS =
            Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");

    /** Go's duration, as {@code @every} takes it. */
    private static final Pattern EVERY = Pattern.compile("@every (\\d{1,9}(h|m|s|ms|us|ns))+");

    private static final Pattern RANGE =
            Pattern.compile("([?*]|([0-9a-z]+)(-([0-9a-z]+))?)(/([0-9]{1,4}))?");

    private CronExpressions() {}

    static boolean isValid(String expression) {
        String text = expression.trim();
        if (text.startsWith("@")) {
            return WORDS.contains(text) || EVERY.matcher(text).matches();
        }
        String[] fields = text.split("\\s+", -1);
        if (fields.length != FIELDS.size()) {
            return false;
        }
        for (int i = 0; i < fields.length; i++) {
            if (!isValid(fields[i].toLowerCase(Locale.ROOT), FIELDS.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValid(String list, Field field) {
        for (String range : list.split(",", -1)) {
            Matcher matcher = RANGE.matcher(range);
            if (!matcher.matches()) {
                return false;
            }
            String step = matcher.group(6);
            if (step != null && Integer.parseInt(step) == 0) {
                return false;
            }
            if (matcher.group(2) != null) {
                int from = number(matcher.group(2), field);
                int to = matcher.group(4) == null ? from : number(matcher.group(4), field);
                if (from < field.least() || to > field.most() || from > to) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The number, or -1 when it is none. */
    private static int number(String text, Field field) {
        int named = field.names().indexOf(text);
        if (named >= 0) {
            return named + field.least();
        }
        return text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(text)
                : -1;
    }
}
