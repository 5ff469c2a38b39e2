package com.justfaas.events.filter;

import java.util.ArrayList;
import java.util.List;

/** What {@code LIKE} means and how many steps it takes, written down as plainly as possible. */
final class LikeReference {

    private static final int ANY = -1;

    private final List<List<Integer>> parts = new ArrayList<>(List.of(new ArrayList<>()));

    LikeReference(String pattern) {
        int[] points = pattern.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            boolean isEscape =
                    points[i] == '\\'
                            && i + 1 < points.length
                            && (points[i + 1] == '%' || points[i + 1] == '_');
            if (isEscape) {
                parts.getLast().add(points[++i]);
            } else if (points[i] == '%') {
                parts.add(new ArrayList<>());
            } else {
                parts.getLast().add(points[i] == '_' ? ANY : points[i]);
            }
        }
    }

    /** {@code true after 17}, {@code false after 17}, or {@code spent}. */
    String evaluate(String text, int budget) {
        List<Integer> characters = text.codePoints().boxed().toList();
        int shortest = parts.stream().mapToInt(List::size).sum();
        if (text.length() < shortest) {
            return "false after 0";
        }
        int steps = shortest + text.length() / 4;
        int end = characters.size() - parts.getLast().size();
        boolean matches =
                characters.size() >= shortest
                        && isAt(parts.getFirst(), characters, 0)
                        && isAt(parts.getLast(), characters, end)
                        && (parts.size() > 1 || characters.size() == shortest);
        int from = parts.getFirst().size();
        for (int i = 1; matches && i < parts.size() - 1; i++) {
            List<Integer> part = parts.get(i);
            int at = from;
            while (at + part.size() <= end && !isAt(part, characters, at)) {
                at++;
            }
            matches = at + part.size() <= end;
            int read = (matches ? at + part.size() : Math.max(from, end)) - from;
            steps += read * ((part.size() + 63) / 64);
            from = at + part.size();
        }
        return steps > budget ? "spent" : "%s after %d".formatted(matches, steps);
    }

    private static boolean isAt(List<Integer> part, List<Integer> text, int from) {
        for (int i = 0; i < part.size(); i++) {
            if (part.get(i) != ANY && !part.get(i).equals(text.get(from + i))) {
                return false;
            }
        }
        return true;
    }
}
