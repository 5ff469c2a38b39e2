package com.justfaas.events.streams;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which servers will do. */
final class NatsVersions {

    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)\\..*");
    private static final int MAJOR = 2;
    private static final int MINOR = 12;

    private NatsVersions() {}

    /** Throws with a clear message when the server is older than 2.12. */
    static void check(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return; // a development build: it knows what it does
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
            throw new StreamException(
                    "the NATS server is %s; this needs 2.12 or newer (2.12.15, 2.14.5 or later are known to be sound). Upgrade the server"
                            .formatted(version));
        }
    }
}
