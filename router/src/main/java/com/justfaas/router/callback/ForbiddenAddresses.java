package com.justfaas.router.callback;

import java.net.InetAddress;
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

    private static final Map<AddressKind, List<AddressRange>> RANGES =
            Map.of(
                    AddressKind.LOOPBACK,
                    ranges("127.0.0.0/8", "::1"),
                    AddressKind.UNSPECIFIED,
                    ranges("0.0.0.0/8", "::"),
                    AddressKind.METADATA,
                    ranges(
                            "169.254.0.0/16",
                            "fe80::/10",
                            // Azure, AWS, Alibaba, Oracle
                            "168.63.129.16",
                            "fd00:ec2::254",
                            "100.100.100.200",
                            "192.0.0.192"),
                    AddressKind.PRIVATE,
                    ranges(
                            "10.0.0.0/8",
                            "172.16.0.0/12",
                            "192.168.0.0/16",
                            "100.64.0.0/10",
                            "fc00::/7",
                            "fec0::/10"),
                    AddressKind.MULTICAST,
                    ranges("224.0.0.0/4", "255.255.255.255", "ff00::/8"),
                    AddressKind.RESERVED,
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
                    AddressKind.DISGUISED,
                    ranges(
                            "::/96",
                            "::ffff:0:0:0/96",
                            "64:ff9b::/96",
                            "64:ff9b:1::/48",
                            "2002::/16"));

    private ForbiddenAddresses() {}

    /**
     * What is special about an address; empty for one of the public internet. Ranges overlap: of
     * several kinds the first counts, so that where metadata is never passes for private.
     */
    static Optional<AddressKind> kind(InetAddress address) {
        return Stream.of(AddressKind.values())
                .filter(kind -> contains(RANGES.getOrDefault(kind, List.of()), address))
                .findFirst();
    }

    private static boolean contains(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(text -> AddressRange.parse(text).orElseThrow()).toList();
    }
}
