package com.justfaas.events.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of {@code LIKE}: {@code %} stands for any number of characters, {@code _} for one, and
 * a backslash before either takes it as itself. A text is read once for each part between two
 * {@code %}, whatever it is.
 */
final class LikePattern {

    private static final int ANY = -1;

    /** What stands between the {@code %}, in code points; one part when there is none. */
    private final List<int[]> parts;

    private LikePattern(List<int[]> parts) {
        this.parts = parts;
    }

    static LikePattern of(String pattern) {
        int[] points = pattern.codePoints().toArray();
        List<int[]> parts = new ArrayList<>();
        int[] part = new int[points.length];
        int length = 0;
        for (int i = 0; i < points.length; i++) {
            boolean escaped = points[i] == '\\' && i + 1 < points.length && isSign(points[i + 1]);
            if (escaped) {
                i++;
            }
            if (points[i] == '%' && !escaped) {
                parts.add(Arrays.copyOf(part, length));
                length = 0;
            } else {
                part[length++] = points[i] == '_' && !escaped ? ANY : points[i];
            }
        }
        parts.add(Arrays.copyOf(part, length));
        return new LikePattern(parts);
    }

    private static boolean isSign(int point) {
        return point == '%' || point == '_';
    }

    boolean matches(String value) {
        int[] text = value.codePoints().toArray();
        int[] first = parts.getFirst();
        int[] last = parts.getLast();
        if (parts.size() == 1) {
            return text.length == first.length && isAt(first, text, 0);
        }
        int end = text.length - last.length;
        if (end < first.length || !isAt(first, text, 0) || !isAt(last, text, end)) {
            return false;
        }
        int from = first.length;
        for (int[] part : parts.subList(1, parts.size() - 1)) {
            // the leftmost place leaves most for the parts that follow
            int at = find(part, text, from, end);
            if (at < 0) {
                return false;
            }
            from = at + part.length;
        }
        return true;
    }

    private static int find(int[] part, int[] text, int from, int end) {
        for (int at = from; at + part.length <= end; at++) {
            if (isAt(part, text, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isAt(int[] part, int[] text, int at) {
        if (at + part.length > text.length) {
            return false;
        }
        for (int i = 0; i < part.length; i++) {
            if (part[i] != ANY && part[i] != text[at + i]) {
                return false;
            }
        }
        return true;
    }
}
