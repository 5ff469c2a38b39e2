package com.justfaas.router.callback;

import java.util.List;

/** Ways to write 127.0.0.1 or ::1 that some program or other understands. */
public final class Spellings {

    /** Whatever the policy is, none of them may be called. */
    public static final List<String> OF_LOOPBACK =
            List.of(
                    "127.0.0.1",
                    "127.0.0.1.",
                    "127.1",
                    "127.0.1",
                    "127.255.255.254",
                    "2130706433",
                    "0x7f000001",
                    "0X7F.0.0.1",
                    "0x7f.1",
                    "0177.0.0.1",
                    "0177.1",
                    "017700000001",
                    "127.000.000.001",
                    "0.0.0.0",
                    "0",
                    "localhost",
                    "LOCALHOST",
                    "localhost.",
                    "api.localhost",
                    "[::1]",
                    "[0:0:0:0:0:0:0:1]",
                    "[::]",
                    "[::ffff:127.0.0.1]",
                    "[::FFFF:7f00:1]",
                    "[::ffff:0:127.0.0.1]",
                    "[::127.0.0.1]",
                    "[64:ff9b::127.0.0.1]",
                    "[64:ff9b:1::7f00:1]",
                    "[2002:7f00:1::]",
                    "[2001:0:7f00:1::]",
                    "[::1%25lo]",
                    "[fe80::1%25lo]",
                    "user@127.0.0.1",
                    "user:secret@localhost",
                    "hooks.example:80@127.0.0.1",
                    "%31%32%37.0.0.1",
                    "127%2e0%2e0%2e1",
                    "localhost%00.hooks.example",
                    "xn--127-.0.0.1");

    /** With digits, dots and letters of other scripts, which some programs fold. */
    public static final List<String> OF_LOOPBACK_IN_UNICODE =
            List.of("１２７.0.0.1", "①②⑦.0.0.1", "127。0。0。1", "127．0．0．1", "ⓛocalhost", "ｌｏｃａｌｈｏｓｔ");

    private Spellings() {}
}
