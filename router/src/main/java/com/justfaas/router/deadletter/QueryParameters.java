package com.justfaas.router.deadletter;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.streams.DeadLetterFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a request's URL: only those that are known, each at most once. */
final class QueryParameters {

    static final String NAMESPACE = "namespace";
    static final String FUNCTION = "function";
    static final String REASON = "reason";

    private final Map<String, List<String>> given;

    private QueryParameters(Map<String, List<String>> given) {
        this.given = given;
    }

    /** Refuses names that are not known: a misspelt filter would mean more than was wanted. */
    static QueryParameters of(Map<String, List<String>> given, Set<String> known) {
        given.forEach(
                (name, values) -> {
                    if (!known.contains(name)) {
                        throw DeadLetterProblems.unknownName(name, known);
                    }
                    if (values.size() > 1) {
                        throw DeadLetterProblems.bad(name, "is given twice; give one value");
                    }
                });
        return new QueryParameters(given);
    }

    /** For where an empty value, such as that of an unset variable, must not mean "all". */
    QueryParameters noneEmpty() {
        given.forEach(
                (name, values) -> {
                    if (values.getFirst().isEmpty()) {
                        throw DeadLetterProblems.bad(
                                name, "is empty; give a value, or leave it out");
                    }
                });
        return this;
    }

    /** The value, or empty when there is none or it is empty text. */
    Optional<String> text(String name) {
        return given.getOrDefault(name, List.of()).stream()
                .findFirst()
                .filter(value -> !value.isEmpty());
    }

    boolean flag(String name, boolean usual) {
        String value = text(name).orElse(Boolean.toString(usual));
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw DeadLetterProblems.bad(
                            name,
                            "is \"%s\"; it is true or false"
                                    .formatted(DeadLetterProblems.brief(value)));
        };
    }

    long number(String name, long least, long most, long usual) {
        return text(name).map(value -> number(name, value, least, most)).orElse(usual);
    }

    /** Reads a decimal number. */
    static long number(String where, String value, long least, long most) {
        if (value.matches("\\d{1,18}")) {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw DeadLetterProblems.bad(
                where,
                "is \"%s\"; it is a number from %d to %d"
                        .formatted(DeadLetterProblems.brief(value), least, most));
    }

    DeadLetterFilter filter() {
        return new DeadLetterFilter(
                text(NAMESPACE), text(FUNCTION), text(REASON).map(value -> reason(REASON, value)));
    }

    static DeadLetterReason reason(String where, String value) {
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            if (reason.name().equals(value)) {
                return reason;
            }
        }
        throw DeadLetterProblems.unknownReason(where, value);
    }
}
