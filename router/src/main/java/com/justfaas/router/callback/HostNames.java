package com.justfaas.router.callback;

import java.util.Set;
import java.util.regex.Pattern;

/** What a host name shows without DNS. */
final class HostNames {

    /** As browsers and libc see it: the last label is a number in some base. */
    private static final Pattern NUMERIC =
            Pattern.compile("(.*\\.)?(0x[0-9a-f]*|[0-9]+)\\.?", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUAD =
            Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private static final Set<String> METADATA =
            Set.of(
                    "metadata",
                    "metadata.google.internal",
                    "metadata.goog",
                    "instance-data",
                    "instance-data.ec2.internal");

    private static final Set<String> API_SERVER =
            Set.of(
                    "kubernetes",
                    "kubernetes.default",
                    "kubernetes.default.svc",
                    "kubernetes.default.svc.cluster.local");

    private HostNames() {}

    /** Whether programs may read it as an IPv4 address: {@code 127.1}, {@code 0x7f.1}. */
    static boolean looksNumeric(String host) {
        return NUMERIC.matcher(host).matches();
    }

    /** Whether it is four decimal numbers, which every program reads in the same way. */
    static boolean isQuad(String host) {
        return QUAD.matcher(host).matches();
    }

    static boolean isLocalhost(String host) {
        return host.equals("localhost") || host.endsWith(".localhost");
    }

    static boolean isMetadata(String host) {
        return METADATA.contains(host);
    }

    static boolean isApiServer(String host) {
        return API_SERVER.contains(host);
    }
}
