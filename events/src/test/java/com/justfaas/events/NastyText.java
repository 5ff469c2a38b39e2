package com.justfaas.events;

import java.util.Random;

/** Text that finds what somebody forgot to encode. The same seed gives the same text. */
public final class NastyText {

    private static final String[] PIECES = {
        "a",
        "Z",
        "0",
        "_",
        "-",
        ".",
        "..",
        "*",
        ">",
        "%",
        "%41",
        "%2A",
        "%zz",
        " ",
        "\t",
        "\r\n",
        "\"",
        "\\",
        "/",
        "?",
        "#",
        "&",
        "+",
        ":",
        "{",
        "}",
        "[",
        "]",
        "|",
        "^",
        "`",
        "<",
        "~",
        "'",
        "\u0000",
        "\u001f",
        "\u007f",
        "\u0085",
        "\u00a0",
        "ü",
        "€",
        "中",
        "\u202e",
        "\ufeff",
        "😀",
        "👩‍👩‍👧",
        "\udbff\udffd"
    };

    private NastyText() {}

    /** Up to so many pieces, with no half of a surrogate pair; often empty or short. */
    public static String next(Random random, int mostPieces) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(mostPieces + 1); left > 0; left--) {
            text.append(
                    random.nextInt(4) == 0
                            ? Character.toString(random.nextInt(0x20, 0xD800))
                            : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
