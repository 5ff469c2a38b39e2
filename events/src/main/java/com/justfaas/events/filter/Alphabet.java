package com.justfaas.events.filter;

import java.util.Arrays;

/** The different characters of a {@link LikePart}, each with a number from 1. */
final class Alphabet {

    private static final int ASCII = 128;

    private final int[] characters;

    /** The numbers of the characters that nearly every text is made of. */
    private final byte[] ascii = new byte[ASCII];

    /**
     * @param characters sorted
     */
    Alphabet(int[] characters) {
        this.characters = characters;
        for (int i = 0; i < characters.length && characters[i] < ASCII; i++) {
            ascii[characters[i]] = (byte) (i + 1);
        }
    }

    /** How many numbers there are, with 0. */
    int size() {
        return characters.length + 1;
    }

    /** The number of a character, or 0 when it is another one. */
    int number(int character) {
        return character < ASCII
                ? ascii[character] & 0xff
                : Math.max(0, Arrays.binarySearch(characters, character) + 1);
    }
}
