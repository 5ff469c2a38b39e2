package com.justfaas.events.topics;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule for the tokens of types and topics. The ingress applies it to types and {@link
 * TopicPattern} to topics, so that a topic can name every type that the ingress accepts. Types of
 * events that are published straight into NATS are not checked.
 */
public final class TypeRules {

    /** Most tokens of a type or a topic. */
    public static final int MOST_TOKENS = 16;

    private static final String SEVERAL =
            "holds \",\"; an event has one type: send each type as an event of its own";

    private TypeRules() {}

    /** What is wrong with a type and what would be right, or empty when a topic can name it. */
    public static Optional<String> mistakeIn(String type) {
        return Optional.ofNullable(wrongIn(type))
                .map(
                        wrong ->
                                namesSeveral(type)
                                        ? SEVERAL
                                        : "%s; write it like %s"
                                                .formatted(wrong, CorrectForms.ofType(type)));
    }

    private static boolean namesSeveral(String type) {
        int comma = type.indexOf(',');
        return comma > 0
                && !type.substring(0, comma).isBlank()
                && !type.substring(comma + 1).isBlank();
    }

    /** The same without what would be right. */
    static @Nullable String wrongIn(String type) {
        String wrong = wrongInTokens(type);
        if (wrong != null) {
            return wrong;
        }
        return type.indexOf('*') >= 0 || type.indexOf('>') >= 0
                ? "holds a wildcard, and only topics have wildcards"
                : null;
    }

    /** What holds for types and for topics. A loop: it is on the path of every event. */
    static @Nullable String wrongInTokens(String text) {
        int tokens = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                tokens++;
                if (i == 0 || i == text.length() - 1 || text.charAt(i - 1) == '.') {
                    return "has an empty token";
                }
            } else if (c == '#' || c == ';' || c == ',') {
                return "holds \"%c\"".formatted(c);
            } else if (isBlank(c)) {
                return "holds white space or a control character";
            }
        }
        return tokens > MOST_TOKENS
                ? "has %d tokens, and %d is the most".formatted(tokens, MOST_TOKENS)
                : null;
    }

    /** Separates what was meant as several topics, or as several tokens of a type. */
    static boolean separates(char c) {
        return c == ';' || c == ',' || isBlank(c);
    }

    private static boolean isBlank(char c) {
        return c <= ' '
                || (c >= 0x7F
                        && (Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c)));
    }
}
