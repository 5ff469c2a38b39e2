package com.justfaas.events;

import java.util.Arrays;

/** How many slips lie between two texts. */
public final class EditDistance {

    private EditDistance() {}

    /**
     * The fewest insertions, deletions and replacements of a character that make one text of the
     * other (Levenshtein's distance), or any larger number than {@code most} when there are more.
     * Takes time in proportion to {@code most} and a text's length.
     */
    public static int between(String from, String to, int most) {
        if (Math.abs(from.length() - to.length()) > most) {
            return most + 1;
        }
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            // cells farther from the diagonal than the most would be larger than it
            int first = Math.max(1, i - most);
            int last = Math.min(to.length(), i + most);
            int diagonal = row[first - 1];
            row[first - 1] = first == 1 ? i : most + 1;
            for (int j = first; j <= last; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                int above = j == i + most ? most + 1 : row[j];
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
            }
            if (Arrays.stream(row, first - 1, last + 1).min().orElse(0) > most) {
                return most + 1;
            }
        }
        return row[to.length()];
    }
}
