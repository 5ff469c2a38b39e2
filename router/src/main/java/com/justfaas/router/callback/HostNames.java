package com.justfaas.router.callback;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a host name shows without DNS. All of them take names as {@link #normal} makes them. */
final class HostNames {

    /** As browsers and libc see it: the last label is a number in some base. */
    private static final Pattern NUMERIC =
            Pattern.compile("(.*\\.)?(0x[0-9a-f]*|[0-9]+)\\.?", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUAD =
            Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private static final String SERVICE = ".svc";
    private static final String CLUSTER_SERVICE = ".svc.cluster.local";

    private static final Set<String> METADATA =
            Set.of(
                    "metadata",
                    "metadata.google.internal",
                    "metadata.goog",
                    "instance-data",
                    "instance-data.ec2.internal");

    private HostNames() {}

    /** One spelling for each name: lower case, no dot at its end, Services end with .svc. */
    static String normal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return name.endsWith(CLUSTER_SERVICE)
                ? name.substring(0, name.length() - CLUSTER_SERVICE.length()) + SERVICE
                : name;
    }

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

    /** Whether it is that of a Service in some namespace. */
    static boolean isService(String host) {
        return host.endsWith(SERVICE);
    }

    /** Whether it is that of a Service in the namespace. */
    static boolean isServiceIn(String host, String namespace) {
        return host.endsWith("." + namespace + SERVICE);
    }
}
