package com.justfaas.events.filter;

import java.util.Arrays;

/**
 * What stands between two {@code %} of a pattern: characters, and {@code _} for any one. It is
 * found in one pass over a text, whatever both are: a bit for each of its characters says whether
 * all up to that one match the text that ends here ("Shift-And", Baeza-Yates and Gonnet, 1992).
 */
final class LikePart {

    static final int ANY = -1;

    private static final int WORD = Long.SIZE;

    private final int[] part;

    /** The characters in it, sorted, each with the places where it or {@link #ANY} stands. */
    private final int[] characters;

    private final long[][] places;

    /** The places of {@link #ANY}, for all other characters. */
    private final long[] anyPlaces;

    /**
     * @param part in code points, or {@link #ANY}
     */
    LikePart(int[] part) {
        this.part = part;
        this.characters = Arrays.stream(part).filter(c -> c != ANY).sorted().distinct().toArray();
        this.places = new long[characters.length][];
        for (int i = 0; i < characters.length; i++) {
            places[i] = placesOf(characters[i]);
        }
        this.anyPlaces = placesOf(ANY);
    }

    private long[] placesOf(int character) {
        long[] bits = new long[words()];
        for (int i = 0; i < part.length; i++) {
            if (part[i] == character || part[i] == ANY) {
                bits[i / WORD] |= 1L << i;
            }
        }
        return bits;
    }

    int length() {
        return part.length;
    }

    /** How many steps it takes to look at one character of a text. */
    int words() {
        return (part.length + WORD - 1) / WORD;
    }

    /** Whether it stands here in a text, which goes on for long enough. */
    boolean isAt(int[] text, int at) {
        for (int i = 0; i < part.length; i++) {
            if (part[i] != ANY && part[i] != text[at + i]) {
                return false;
            }
        }
        return true;
    }

    /** Where it is first found between two places of a text, or -1. */
    int find(int[] text, int from, int end, StepBudget budget) {
        if (part.length == 0) {
            return from;
        }
        long[] state = new long[words()];
        long whole = 1L << (part.length - 1);
        for (int at = from; at < end; at++) {
            budget.spend(state.length);
            long[] here = placesIn(text[at]);
            long carry = 1; // it may begin at each character
            for (int i = 0; i < state.length; i++) {
                long next = (state[i] << 1 | carry) & here[i];
                carry = state[i] >>> (WORD - 1);
                state[i] = next;
            }
            if ((state[state.length - 1] & whole) != 0) {
                return at - part.length + 1;
            }
        }
        return -1;
    }

    private long[] placesIn(int character) {
        int i = Arrays.binarySearch(characters, character);
        return i < 0 ? anyPlaces : places[i];
    }
}
