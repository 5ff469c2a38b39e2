package com.justfaas.events.topics;

import java.util.ArrayList;
import java.util.List;

/** Splits types and patterns at their dots, without a regular expression: it is on the hot path. */
final class Tokens {

    private Tokens() {}

    static List<String> split(String text) {
        List<String> tokens = new ArrayList<>(8);
        int start = 0;
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
            tokens.add(text.substring(start, dot));
            start = dot + 1;
        }
        tokens.add(text.substring(start));
        return tokens;
    }
}
