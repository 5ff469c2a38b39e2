package com.justfaas.events.topics;

import com.justfaas.events.EventTypes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event type, or several of them: a token {@code *} stands for any one token, a last token
 * {@code >} for one or more.
 *
 * @param text as the user wrote it, trimmed
 */
public record TopicPattern(String text) {

    static final String ONE = "*";
    static final String REST = ">";

    public TopicPattern {
        Optional<String> mistake = mistakeIn(text);
        if (mistake.isPresent()) {
            throw new IllegalArgumentException("\"%s\": %s".formatted(text, mistake.get()));
        }
    }

    /** What is wrong with a pattern and what would be right, or empty when it is good. */
    public static Optional<String> mistakeIn(String text) {
        String unusable = unusable(text);
        if (unusable != null) {
            return Optional.of(unusable);
        }
        String wrong = wrongIn(text);
        if (wrong == null) {
            return Optional.empty();
        }
        String correct = CorrectForms.ofTopics(text);
        return Optional.of(
                "%s; %s %s"
                        .formatted(
                                wrong,
                                correct.contains(",")
                                        ? "separate types by commas, like"
                                        : "write it like",
                                correct));
    }

    /** The same in short. */
    static @Nullable String wrongIn(String text) {
        String unusable = unusable(text);
        String wrong = unusable == null ? TypeRules.wrongInTokens(text) : unusable;
        return wrong == null ? wrongWildcard(text) : wrong;
    }

    /** What nobody can make a topic of. */
    private static @Nullable String unusable(String text) {
        if (text.isEmpty()) {
            return "is empty; name an event type, such as order.created";
        }
        if (text.length() > EventTypes.MAX_LENGTH) {
            return "is %d characters long; %d is the most"
                    .formatted(text.length(), EventTypes.MAX_LENGTH);
        }
        return text.startsWith(EventTypes.PREFIX)
                ? "is a reserved type; events whose type starts with %s are not delivered to functions"
                        .formatted(EventTypes.PREFIX)
                : null;
    }

    private static @Nullable String wrongWildcard(String text) {
        List<String> tokens = Tokens.split(text);
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (token.equals(REST) && i < tokens.size() - 1) {
                return "has a > before its end; > stands for all the rest, so it may only be the last token";
            }
            if (token.length() > 1 && (token.contains(ONE) || token.contains(REST))) {
                return "has a wildcard inside the token \"%s\"; * and > stand for whole tokens"
                        .formatted(token);
            }
        }
        return null;
    }

    /** Whether it is one type and no wildcard. */
    public boolean isExact() {
        List<String> tokens = tokens();
        return !tokens.contains(ONE) && !tokens.contains(REST);
    }

    /**
     * Whether an event of this type is meant. The topic map answers this for many patterns at once.
     */
    public boolean matches(String type) {
        List<String> pattern = tokens();
        List<String> tokens = Tokens.split(type);
        for (int i = 0; i < pattern.size(); i++) {
            if (pattern.get(i).equals(REST)) {
                return tokens.size() > i;
            }
            if (i >= tokens.size()
                    || !(pattern.get(i).equals(ONE) || pattern.get(i).equals(tokens.get(i)))) {
                return false;
            }
        }
        return tokens.size() == pattern.size();
    }

    List<String> tokens() {
        return Tokens.split(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
