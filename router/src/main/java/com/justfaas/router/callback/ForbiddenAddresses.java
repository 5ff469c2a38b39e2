package com.justfaas.router.callback;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Addresses that no sender may have us call: the IANA special-purpose registries, and where clouds
 * keep their metadata. An IPv4 address inside an IPv6 one ({@code ::ffff:…}) is an IPv4 address
 * once Java has read it.
 */
final class ForbiddenAddresses {

    private static final Map<String, List<AddressRange>> RANGES =
            Map.of(
                    "loopback",
                    ranges("127.0.0.0/8", "::1"),
                    "unspecified",
                    ranges("0.0.0.0/8", "::"),
                    "link-local, where clouds keep metadata and credentials",
                    ranges("169.254.0.0/16", "fe80::/10", "168.63.129.16", "fd00:ec2::254"),
                    "private",
                    ranges(
                            "10.0.0.0/8",
                            "172.16.0.0/12",
                            "192.168.0.0/16",
                            "100.64.0.0/10",
                            "fc00::/7",
                            "fec0::/10"),
                    "multicast or broadcast",
                    ranges("224.0.0.0/4", "ff00::/8"),
                    "reserved",
                    ranges(
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "240.0.0.0/4",
                            "100::/64",
                            "2001::/23",
                            "2001:db8::/32",
                            "3fff::/20",
                            "5f00::/16"),
                    "an IPv4 address in disguise",
                    ranges("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16"));

    private ForbiddenAddresses() {}

    /** What is special about an address, in a few words; empty for one of the public internet. */
    static Optional<String> kind(InetAddress address) {
        return RANGES.entrySet().stream()
                .filter(kind -> kind.getValue().stream().anyMatch(r -> r.contains(address)))
                .map(Map.Entry::getKey)
                // ::1 is loopback and inside ::/96: the shortest name is the plainest
                .min(Comparator.comparingInt(String::length));
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(text -> AddressRange.parse(text).orElseThrow()).toList();
    }
}
