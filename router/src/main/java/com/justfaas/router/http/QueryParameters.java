package com.justfaas.router.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a request's URL, each at most once. Those that the route does not know were
 * refused before, by {@link DeclaredParameters}.
 */
public final class QueryParameters {

    private final Map<String, List<String>> given;

    private QueryParameters(Map<String, List<String>> given) {
        this.given = given;
    }

    /**
     * The parameters, each with its one value.
     *
     * @throws RefusedException with what is wrong, as does every method here
     */
    public static QueryParameters of(Map<String, List<String>> given) {
        given.forEach(
                (name, values) -> {
                    if (values.size() > 1) {
                        throw bad(name, "is given twice; give one value");
                    }
                });
        return new QueryParameters(given);
    }

    /** For where an empty value, such as that of an unset variable, must not mean "all". */
    public QueryParameters noneEmpty() {
        given.forEach(
                (name, values) -> {
                    if (values.getFirst().isEmpty()) {
                        throw bad(name, "is empty; give a value, or leave it out");
                    }
                });
        return this;
    }

    /** The value, or empty when there is none or it is empty text. */
    public Optional<String> text(String name) {
        return given.getOrDefault(name, List.of()).stream()
                .findFirst()
                .filter(value -> !value.isEmpty());
    }

    public boolean flag(String name, boolean usual) {
        String value = text(name).orElse(Boolean.toString(usual));
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw bad(
                            name, "is \"%s\"; it is true or false".formatted(Problem.brief(value)));
        };
    }

    public long number(String name, long least, long most, long usual) {
        return text(name).map(value -> number(name, value, least, most)).orElse(usual);
    }

    /** Reads a decimal number. */
    public static long number(String where, String value, long least, long most) {
        if (value.matches("\\d{1,18}")) {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw bad(
                where,
                "is \"%s\"; it is a number from %d to %d"
                        .formatted(Problem.brief(value), least, most));
    }

    private static RefusedException bad(String where, String mistake) {
        return new RefusedException(Problem.ofValue(where, mistake));
    }
}
