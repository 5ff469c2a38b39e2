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

    /** For those between two, without the empty ones. */
    private final List<LikeSearch> searches;

    private final int shortest;

    private LikePattern(List<LikePart> parts) {
        this.parts = List.copyOf(parts);
        this.searches = between(parts).stream().map(LikeSearch::new).toList();
        this.shortest = parts.stream().mapToInt(LikePart::length).sum();
    }

    private static List<LikePart> between(List<LikePart> parts) {
        return parts.stream()
                .limit(parts.size() - 1)
                .skip(1)
                .filter(part -> part.length() > 0)
                .toList();
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
        return between(parts).stream().mapToInt(LikePart::words).max().orElse(0);
    }

    boolean matches(String text, StepBudget budget) {
        if (text.length() < shortest) {
            return false; // it has no more characters than that
        }
        budget.spend(shortest + text.length() / CHARACTERS_A_STEP);
        LikePart first = parts.getFirst();
        LikePart last = parts.getLast();
        if (isShorter(text) || !first.isAt(text, 0)) {
            return false;
        }
        if (parts.size() == 1) {
            return text.codePointCount(0, text.length()) == shortest;
        }
        return last.isAt(text, text.offsetByCodePoints(text.length(), -last.length()))
                && (searches.isEmpty() || findsAll(characters(text), budget));
    }

    /** A character is one char or two: a long text needs no count. */
    private boolean isShorter(String text) {
        return text.length() < 2 * shortest && text.codePointCount(0, text.length()) < shortest;
    }

    /** As code points; the stream of the JDK takes several times as long. */
    private static int[] characters(String text) {
        char[] chars = text.toCharArray();
        int[] characters = new int[chars.length];
        int length = 0;
        for (int i = 0; i < chars.length; i++) {
            int character = chars[i];
            if (Character.isHighSurrogate(chars[i])) {
                character = Character.codePointAt(chars, i);
                i += Character.charCount(character) - 1;
            }
            characters[length++] = character;
        }
        return length == chars.length ? characters : Arrays.copyOf(characters, length);
    }

    private boolean findsAll(int[] text, StepBudget budget) {
        int from = parts.getFirst().length();
        int end = text.length - parts.getLast().length();
        for (LikeSearch search : searches) {
            // the leftmost place leaves most for the parts that follow
            from = search.find(text, from, end, budget);
            if (from < 0) {
                return false;
            }
        }
        return true;
    }
}
