package com.justfaas.events.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a wrong type or topic was most likely meant to be, as an example for its author. */
final class CorrectForms {

    private static final String EXAMPLE = "order.created";
    private static final String WILDCARDS = "[*>]+";

    private CorrectForms() {}

    /** A type that is right, as near to this one as can be. */
    static String ofType(String type) {
        StringBuilder text = new StringBuilder(type.length());
        for (int i = 0; i < type.length(); i++) {
            char c = type.charAt(i);
            if (c != '*' && c != '>') {
                text.append(c == '#' || TypeRules.separates(c) ? '.' : c);
            }
        }
        List<String> tokens = withoutEmpty(text.toString());
        int most = TypeRules.MOST_TOKENS;
        if (tokens.size() > most) {
            String last = String.join("-", tokens.subList(most - 1, tokens.size()));
            tokens = new ArrayList<>(tokens.subList(0, most - 1));
            tokens.add(last);
        }
        String correct = String.join(".", tokens);
        return TopicPattern.wrongIn(correct) == null ? correct : EXAMPLE;
    }

    /** Topics that are right, with commas between, as near to this value as can be. */
    static String ofTopics(String value) {
        List<String> topics = new ArrayList<>();
        int start = 0;
        for (int end = 0; end <= value.length(); end++) {
            if (end == value.length() || TypeRules.separates(value.charAt(end))) {
                topics.add(ofTopic(value.substring(start, end)));
                start = end + 1;
            }
        }
        String correct =
                topics.stream()
                        .filter(topic -> TopicPattern.wrongIn(topic) == null)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return correct.isEmpty() ? EXAMPLE : correct;
    }

    private static String ofTopic(String text) {
        String dotted =
                Tokens.split(text).stream()
                        .map(token -> token.equals("#") ? ">" : token.replace('#', '.'))
                        .collect(Collectors.joining("."));
        List<String> tokens = withoutEmpty(dotted);
        if (tokens.size() == 1 && !tokens.getFirst().matches(WILDCARDS)) {
            return ofToken(tokens.getFirst());
        }
        boolean tooMany = tokens.size() > TypeRules.MOST_TOKENS;
        List<String> correct =
                tooMany ? new ArrayList<>(tokens.subList(0, TypeRules.MOST_TOKENS - 1)) : tokens;
        if (tooMany) {
            correct.add(TopicPattern.REST);
        }
        for (int i = 0; i < correct.size(); i++) {
            correct.set(i, wildcard(correct.get(i), i == correct.size() - 1));
        }
        return String.join(".", correct);
    }

    /** {@code ord.*} for {@code ord*}. */
    private static String ofToken(String token) {
        String literal = token.replaceAll(WILDCARDS, "");
        if (literal.length() == token.length()) {
            return token;
        }
        char first = token.charAt(0);
        return first == '*' || first == '>' ? "*." + literal : literal + ".*";
    }

    /** A token that holds a wildcard becomes one; of those, {@code >} may only be the last. */
    private static String wildcard(String token, boolean last) {
        if (token.indexOf('*') < 0 && token.indexOf('>') < 0) {
            return token;
        }
        boolean rest = token.endsWith(TopicPattern.REST) || token.endsWith("**");
        return last && rest ? TopicPattern.REST : TopicPattern.ONE;
    }

    private static List<String> withoutEmpty(String dotted) {
        return Tokens.split(dotted).stream()
                .filter(token -> !token.isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
