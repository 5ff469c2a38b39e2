package com.justfaas.events.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of {@code LIKE}: {@code %} stands for any number of characters, {@code _} for one, and
 * a backslash before either takes it as itself. A text is read once, whatever it is.
 */
final class LikePattern {

    /** To get at the characters of a text is less than to compare them. */
    private static final int CHARACTERS_A_STEP = 4;

    /** What stands before the first {@code %}, between two, and after the last one. */
    private final List<LikePart> parts;

    private final int shortest;

    private LikePattern(List<LikePart> parts) {
        this.parts = List.copyOf(parts);
        this.shortest = parts.stream().mapToInt(LikePart::length).sum();
    }

    static LikePattern of(String pattern) {
        int[] points = pattern.codePoints().toArray();
        List<LikePart> parts = new ArrayList<>();
        int[] part = new int[points.length];
        int length = 0;
        for (int i = 0; i < points.length; i++) {
            boolean escaped = points[i] == '\\' && i + 1 < points.length && isSign(points[i + 1]);
            if (escaped) {
                i++;
            }
            if (points[i] == '%' && !escaped) {
                parts.add(new LikePart(Arrays.copyOf(part, length)));
                length = 0;
            } else {
                part[length++] = points[i] == '_' && !escaped ? LikePart.ANY : points[i];
            }
        }
        parts.add(new LikePart(Arrays.copyOf(part, length)));
        return new LikePattern(parts);
    }

    private static boolean isSign(int point) {
        return point == '%' || point == '_';
    }

    /** How many steps it takes at most for each character of a long text. */
    int stepsACharacter() {
        return searched().stream().mapToInt(LikePart::words).max().orElse(0);
    }

    private List<LikePart> searched() {
        return parts.size() < 2 ? List.of() : parts.subList(1, parts.size() - 1);
    }

    boolean matches(String value, StepBudget budget) {
        if (value.length() < shortest) {
            return false; // it has no more characters than that
        }
        budget.spend(shortest + value.length() / CHARACTERS_A_STEP);
        int[] text = value.codePoints().toArray();
        LikePart first = parts.getFirst();
        LikePart last = parts.getLast();
        if (parts.size() == 1) {
            return text.length == shortest && first.isAt(text, 0);
        }
        int end = text.length - last.length();
        if (text.length < shortest || !first.isAt(text, 0) || !last.isAt(text, end)) {
            return false;
        }
        int from = first.length();
        for (LikePart part : searched()) {
            // the leftmost place leaves most for the parts that follow
            int at = part.find(text, from, end, budget);
            if (at < 0) {
                return false;
            }
            from = at + part.length();
        }
        return true;
    }
}
