package com.justfaas.events.topics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The topics of one function. Bounded, whatever an annotation or a record in the stream holds:
 * every replica keeps the topics and the mistakes of all functions.
 *
 * @param topics the good ones, in the order written, each once
 * @param mistakes one for every bad one, and one for all beyond {@value #MOST}
 */
record TopicList(List<TopicPattern> topics, List<AnnotationMistake> mistakes) {

    /** Most topics of a function. */
    static final int MOST = 100;

    TopicList {
        topics = List.copyOf(topics);
        mistakes = List.copyOf(mistakes);
    }

    /** Reads {@code order.created, order.paid}; ignores what is empty. */
    static TopicList read(String value) {
        Set<String> named = new LinkedHashSet<>();
        LeftOut leftOut = new LeftOut();
        int end;
        for (int start = 0; start <= value.length(); start = end + 1) {
            int comma = value.indexOf(',', start);
            end = comma < 0 ? value.length() : comma;
            String text = value.substring(start, end).trim();
            if (text.isEmpty() || named.contains(text)) {
                continue;
            }
            if (named.size() < MOST) {
                named.add(text);
            } else {
                leftOut.add(text);
            }
        }
        return of(named, leftOut);
    }

    private static TopicList of(Set<String> named, LeftOut leftOut) {
        List<TopicPattern> topics = new ArrayList<>(named.size());
        List<AnnotationMistake> mistakes = new ArrayList<>(0);
        for (String text : named) {
            Optional<String> mistake = TopicPattern.mistakeIn(text);
            if (mistake.isPresent()) {
                mistakes.add(mistake(text, mistake.get()));
            } else {
                topics.add(new TopicPattern(text));
            }
        }
        if (leftOut.count > 0) {
            mistakes.add(leftOut.mistake());
        }
        return new TopicList(topics, mistakes);
    }

    private static AnnotationMistake mistake(String text, String mistake) {
        return AnnotationMistake.brief(EventAnnotations.EVENT_TYPE, text, mistake);
    }

    /** What is beyond {@value #MOST}: all are counted, and the first are kept. */
    private static final class LeftOut {
        private final StringBuilder texts = new StringBuilder();
        private String first = "";
        private int count;

        void add(String text) {
            if (count++ == 0) {
                first = text;
            }
            if (texts.length() <= AnnotationMistake.MOST_MEANT) {
                texts.append(text).append(',');
            }
        }

        AnnotationMistake mistake() {
            return AnnotationMistake.unused(
                    EventAnnotations.EVENT_TYPE,
                    first,
                    "and what follows, %d in all, are left out: a function has at most %d topics; one like order.> stands for many"
                            .formatted(count, MOST),
                    texts.toString());
        }
    }
}
