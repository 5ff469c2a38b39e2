package com.justfaas.events.filter;

/** Pieces of what a user wrote, fit to stand inside a message. */
final class Shown {

    private static final int MAX_LENGTH = 40;

    private Shown() {}

    static String cut(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.codePointCount(0, plain.length()) <= MAX_LENGTH
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, MAX_LENGTH)) + "…";
    }
}
