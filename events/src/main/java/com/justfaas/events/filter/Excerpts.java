package com.justfaas.events.filter;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;

/** The text between two tokens of an expression, as the user wrote it. */
final class Excerpts {

    private final String text;
    private final int[] starts;
    private final int[] ends;

    /** Positions of tokens are counted in code points. */
    Excerpts(String text, List<Token> tokens) {
        this.text = text;
        this.starts = tokens.stream().mapToInt(t -> offset(text, t.getStartIndex())).toArray();
        this.ends = tokens.stream().mapToInt(t -> offset(text, t.getStopIndex() + 1)).toArray();
    }

    private static int offset(String text, int codePoints) {
        return text.offsetByCodePoints(0, codePoints);
    }

    String of(Interval tokens) {
        return text.substring(starts[tokens.a], ends[tokens.b]);
    }
}
