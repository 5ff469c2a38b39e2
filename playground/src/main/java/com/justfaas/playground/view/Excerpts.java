package com.justfaas.playground.view;

import com.justfaas.events.Payload;

/** The beginning of a text, such that it fits on a line. */
final class Excerpts {

    private static final int LENGTH = 60;

    private Excerpts() {}

    static String of(Payload body) {
        String text = body.utf8();
        return text.chars().allMatch(Excerpts::isReadable) ? line(text) : body.size() + " bytes";
    }

    private static boolean isReadable(int character) {
        boolean control = Character.isISOControl(character) && !Character.isWhitespace(character);
        return character != '\uFFFD' && !control;
    }

    static String line(String text) {
        String line = text.strip().replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LENGTH ? line : line.substring(0, LENGTH - 1) + "…";
    }
}
