package com.justfaas.router.callback;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What callbacks may reach beyond the default: hosts by name, addresses and CIDRs. */
public final class CallbackAllowList {

    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([a-z0-9_-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9_-]*[a-z0-9])?)*");

    private final List<AddressRange> ranges = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();

    /**
     * @param entries as {@code FAAS_CALLBACK_ALLOW} has them, such as {@code hooks.shop.svc},
     *     {@code 127.0.0.1} or {@code 10.1.0.0/16}
     * @throws IllegalArgumentException when {@link #mistakeIn} finds something
     */
    public CallbackAllowList(List<String> entries) {
        for (String entry : entries) {
            mistakeIn(entry)
                    .ifPresent(
                            mistake -> {
                                throw new IllegalArgumentException(mistake);
                            });
            String text = normal(entry);
            AddressRange.parse(text).ifPresentOrElse(ranges::add, () -> hosts.add(text));
        }
    }

    /** What is wrong with an entry and what would be right, or empty when it is good. */
    public static Optional<String> mistakeIn(String entry) {
        String text = normal(entry);
        boolean range = AddressRange.parse(text).isPresent();
        boolean host = HOST.matcher(text).matches() && !HostNames.looksNumeric(text);
        return range || host
                ? Optional.empty()
                : Optional.of(
                        "\"%s\" is neither a host nor a range of addresses; write it like hooks.shop.svc, 10.1.2.3 or 10.1.0.0/16"
                                .formatted(entry));
    }

    boolean allows(String host) {
        return hosts.contains(host);
    }

    boolean allows(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static String normal(String entry) {
        return entry.trim().toLowerCase(Locale.ROOT);
    }
}
