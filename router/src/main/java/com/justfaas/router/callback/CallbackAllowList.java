package com.justfaas.router.callback;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What callbacks may reach beyond the default: hosts by name, all hosts below one ({@code
 * *.shop.svc}), addresses and CIDRs.
 */
public final class CallbackAllowList {

    private static final Pattern HOST =
            Pattern.compile(
                    "(\\*\\.)?[a-z0-9]([a-z0-9_-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9_-]*[a-z0-9])?)*");

    /** How entries are written. */
    public static final String RIGHT =
            "hosts like hooks.shop.svc or *.shop.svc, addresses like 10.1.2.3, and ranges like 10.1.0.0/16";

    private final List<AddressRange> ranges = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();

    /**
     * @param entries as {@code FAAS_CALLBACK_ALLOW} has them, such as {@code hooks.shop.svc},
     *     {@code *.shop.svc}, {@code 127.0.0.1} or {@code 10.1.0.0/16}
     * @throws IllegalArgumentException when one is no {@linkplain #isEntry entry}
     */
    public CallbackAllowList(List<String> entries) {
        for (String entry : entries) {
            if (!isEntry(entry)) {
                throw new IllegalArgumentException(
                        "\"%s\" is no entry; there are %s".formatted(entry, RIGHT));
            }
            String text = normal(entry);
            AddressRange.parse(text).ifPresentOrElse(ranges::add, () -> hosts.add(text));
        }
    }

    /** Whether a text is a host or a range of addresses. */
    public static boolean isEntry(String entry) {
        String text = normal(entry);
        return AddressRange.parse(text).isPresent()
                || (HOST.matcher(text).matches() && !HostNames.looksNumeric(text));
    }

    /**
     * Whether a host is named.
     *
     * @param host as {@link HostNames#normal} makes it
     */
    boolean allows(String host) {
        return hosts.stream()
                .anyMatch(
                        entry ->
                                entry.startsWith("*.")
                                        ? host.endsWith(entry.substring(1))
                                        : host.equals(entry));
    }

    /** Whether addresses are on it, so that any name might turn out to be allowed. */
    boolean hasRanges() {
        return !ranges.isEmpty();
    }

    boolean allows(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static String normal(String entry) {
        return HostNames.normal(entry.trim());
    }
}
