package com.justfaas.app.settings;

import com.justfaas.events.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant. */
final class Neighbours {

    /** One mistake in so many characters is a slip, more is another word. */
    private static final int CHARACTERS_PER_SLIP = 3;

    private Neighbours() {}

    /** The word that the fewest insertions, deletions and replacements lead to, if they are few. */
    static Optional<String> nearest(String word, Collection<String> words) {
        return words.stream()
                .min(Comparator.comparingInt(other -> slips(word, other)))
                .filter(other -> slips(word, other) <= mostSlips(word));
    }

    private static int slips(String word, String other) {
        return EditDistance.between(word, other, mostSlips(word));
    }

    private static int mostSlips(String word) {
        return word.length() / CHARACTERS_PER_SLIP;
    }
}
