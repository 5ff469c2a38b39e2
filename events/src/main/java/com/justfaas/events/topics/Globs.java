package com.justfaas.events.topics;

import java.util.Locale;

/** Wildcards as people know them from elsewhere. */
final class Globs {

    private Globs() {}

    /** As shells and broker clients read wildcards: inside words, too. */
    static boolean resembles(String glob, String type) {
        String text = glob.toLowerCase(Locale.ROOT).replace(TopicPattern.REST, TopicPattern.ONE);
        return matchesGlob(text, type.toLowerCase(Locale.ROOT));
    }

    /**
     * In time in proportion to both lengths, multiplied: a regular expression may take for ever.
     */
    private static boolean matchesGlob(String glob, String text) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int at = 0; at < glob.length(); at++) {
            char c = glob.charAt(at);
            if (c == '*') {
                for (int i = 1; i <= text.length(); i++) {
                    reached[i] |= reached[i - 1];
                }
            } else {
                for (int i = text.length(); i > 0; i--) {
                    reached[i] = reached[i - 1] && text.charAt(i - 1) == c;
                }
                reached[0] = false;
            }
        }
        return reached[text.length()];
    }
}
