package com.justfaas.router.callback;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses that share a prefix.
 *
 * @param prefix in bits
 */
record AddressRange(InetAddress network, int prefix) {

    AddressRange {
        if (prefix < 0 || prefix > network.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("no prefix of %s: %d".formatted(network, prefix));
        }
    }

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or an address alone. Never asks DNS. */
    static Optional<AddressRange> parse(String text) {
        String[] parts = text.split("/", -1);
        boolean address = parts[0].contains(":") || HostNames.isQuad(parts[0]);
        if (parts.length > 2 || !address) {
            return Optional.empty();
        }
        try {
            InetAddress network = InetAddress.ofLiteral(parts[0]);
            int bits = network.getAddress().length * Byte.SIZE;
            return Optional.of(
                    new AddressRange(
                            network, parts.length == 1 ? bits : Integer.parseInt(parts[1])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((mine[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
