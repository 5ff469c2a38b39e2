package com.justfaas.events;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which of the known words an unknown one may stand for. Upper and lower case are the same. */
public final class Neighbours {

    /** One edit in so many characters is a typo, more is another word. */
    private static final int CHARACTERS_PER_EDIT = 3;

    private Neighbours() {}

    /** The word that the fewest insertions, deletions and replacements lead to, if they are few. */
    public static Optional<String> nearest(String word, Collection<String> words) {
        return within(word.length() / CHARACTERS_PER_EDIT, word, words);
    }

    /** The word that the fewest edits lead to, if they are not more than {@code most}. */
    public static Optional<String> within(int most, String word, Collection<String> words) {
        return words.stream()
                .min(Comparator.comparingInt(other -> edits(word, other, most)))
                .filter(other -> edits(word, other, most) <= most);
    }

    private static int edits(String word, String other, int most) {
        return EditDistance.between(
                word.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT), most);
    }
}
