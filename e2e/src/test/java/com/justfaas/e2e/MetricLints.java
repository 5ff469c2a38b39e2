package com.justfaas.e2e;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of {@code promtool check metrics}, for text in Prometheus' format. */
final class MetricLints {

    private static final Pattern ABOUT = Pattern.compile("# (HELP|TYPE) (\\S+) ?(.*)");
    private static final Pattern SAMPLE = Pattern.compile("([^\\s{#]+)[\\s{].*");
    private static final Pattern CAMEL_CASE = Pattern.compile(".*[a-z][A-Z].*");
    private static final Pattern OF_HISTOGRAM = Pattern.compile("(.+)_(bucket|count|sum)");

    private static final Set<String> TYPES =
            Set.of("counter", "gauge", "histogram", "summary", "untyped");

    private static final Set<String> UNITS =
            Set.of(
                    "s",
                    "ms",
                    "us",
                    "ns",
                    "sec",
                    "b",
                    "kb",
                    "mb",
                    "gb",
                    "tb",
                    "pb",
                    "m",
                    "h",
                    "d",
                    "milliseconds",
                    "microseconds",
                    "nanoseconds",
                    "minutes",
                    "hours",
                    "days",
                    "weeks",
                    "kilobytes",
                    "megabytes",
                    "gigabytes",
                    "percent");

    private final Map<String, String> help = new HashMap<>();
    private final Map<String, String> type = new HashMap<>();
    private final Set<String> families = new TreeSet<>();

    private MetricLints() {}

    /** One line for each mistake, with the metric's name first. */
    static List<String> of(String metrics) {
        MetricLints lints = new MetricLints();
        metrics.lines().forEach(lints::read);
        return lints.families.stream().flatMap(name -> lints.mistakes(name).stream()).toList();
    }

    private void read(String line) {
        Matcher about = ABOUT.matcher(line);
        if (about.matches()) {
            (about.group(1).equals("HELP") ? help : type).put(about.group(2), about.group(3));
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        if (sample.matches()) {
            families.add(family(sample.group(1)));
        }
    }

    private String family(String name) {
        Matcher part = OF_HISTOGRAM.matcher(name);
        return !type.containsKey(name) && part.matches() && type.containsKey(part.group(1))
                ? part.group(1)
                : name;
    }

    private List<String> mistakes(String name) {
        Set<String> mistakes = new TreeSet<>();
        if (help.getOrDefault(name, "").isBlank()) {
            mistakes.add("has no help text");
        }
        boolean counter = "counter".equals(type.get(name));
        if (counter != name.endsWith("_total")) {
            mistakes.add("counters, and no others, end with _total");
        }
        if (name.contains(":") || CAMEL_CASE.matcher(name).matches()) {
            mistakes.add("is no name in snake_case");
        }
        for (String token : name.split("_", -1)) {
            if (TYPES.contains(token)) {
                mistakes.add("has its type in its name");
            }
            if (UNITS.contains(token)) {
                mistakes.add("is not in a base unit, or abbreviates it: " + token);
            }
        }
        return mistakes.stream().map(mistake -> name + " " + mistake).toList();
    }
}
