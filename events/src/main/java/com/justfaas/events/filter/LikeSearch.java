package com.justfaas.events.filter;

import java.util.Arrays;

/**
 * Finds a {@link LikePart} in one pass over a text, whatever both are: a bit for each character of
 * the part says whether it or one before it misses in the text that ends here ("Shift-Or",
 * Baeza-Yates and Gonnet, 1992).
 */
final class LikeSearch {

    private final Alphabet alphabet;
    private final int words;

    /** The bit of the part's last character, in the last word. */
    private final long whole;

    /** For each number of the alphabet the places in the part where it does not stand. */
    private final long[] misses;

    LikeSearch(LikePart part) {
        this.alphabet = new Alphabet(part.literals());
        this.words = part.words();
        this.whole = 1L << (part.length() - 1);
        this.misses = new long[alphabet.size() * words];
        Arrays.fill(misses, -1);
        for (int place = 0; place < part.length(); place++) {
            if (part.at(place) == LikePart.ANY) {
                for (int number = 0; number < alphabet.size(); number++) {
                    stands(number, place);
                }
            } else {
                stands(alphabet.number(part.at(place)), place);
            }
        }
    }

    private void stands(int number, int place) {
        misses[number * words + place / Long.SIZE] &= ~(1L << place);
    }

    /** Where it first ends between two places of a text, or -1. */
    int find(int[] text, int from, int end, StepBudget budget) {
        // the text behind it cannot change the verdict
        int affordable = Math.min(end, from + budget.left() / words);
        int at = words == 1 ? inWord(text, from, affordable) : inWords(text, from, affordable);
        budget.spend(((at < 0 ? end : at) - from) * words);
        return at;
    }

    private int inWord(int[] text, int from, int end) {
        long state = -1;
        for (int at = from; at < end; at++) {
            state = state << 1 | misses[alphabet.number(text[at])];
            if ((state & whole) == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    private int inWords(int[] text, int from, int end) {
        long[] state = new long[words];
        Arrays.fill(state, -1);
        int lastWord = words - 1;
        for (int at = from; at < end; at++) {
            int first = alphabet.number(text[at]) * words;
            for (int i = lastWord; i > 0; i--) {
                state[i] = state[i] << 1 | state[i - 1] >>> (Long.SIZE - 1) | misses[first + i];
            }
            state[0] = state[0] << 1 | misses[first];
            if ((state[lastWord] & whole) == 0) {
                return at + 1;
            }
        }
        return -1;
    }
}
