package com.justfaas.events.filter;

import java.util.Arrays;

/** What stands between two {@code %} of a pattern: characters, and {@code _} for any one. */
final class LikePart {

    static final int ANY = -1;

    private final int[] part;

    /**
     * @param part in code points, or {@link #ANY}
     */
    LikePart(int[] part) {
        this.part = part;
    }

    int length() {
        return part.length;
    }

    int at(int place) {
        return part[place];
    }

    /** Its different characters, without {@link #ANY}. */
    int[] literals() {
        return Arrays.stream(part)
                .filter(character -> character != ANY)
                .sorted()
                .distinct()
                .toArray();
    }

    /** How many words have a bit for each character: the steps of a search for each of a text. */
    int words() {
        return (part.length + Long.SIZE - 1) / Long.SIZE;
    }

    /** Whether it stands here in a text, which goes on for long enough. */
    boolean isAt(String text, int from) {
        int at = from;
        for (int expected : part) {
            int character = text.codePointAt(at);
            if (expected != ANY && expected != character) {
                return false;
            }
            at += Character.charCount(character);
        }
        return true;
    }
}
