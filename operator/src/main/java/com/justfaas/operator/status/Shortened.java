package com.justfaas.operator.status;

import java.util.List;

/** Lists as one line that does not outgrow its place. */
public final class Shortened {

    private Shortened() {}

    /**
     * As many of the items as fit, then how many more there are: {@code a, b and 3 more}.
     *
     * @param length in characters; a first item that is longer is cut
     */
    public static String join(List<String> items, String separator, int length) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            String next = (i == 0 ? "" : separator) + items.get(i);
            if (i > 0 && line.length() + next.length() > length) {
                return line.append(" and %d more".formatted(items.size() - i)).toString();
            }
            line.append(cut(next, length));
        }
        return line.toString();
    }

    /** The text, or its beginning and an ellipsis. */
    public static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
