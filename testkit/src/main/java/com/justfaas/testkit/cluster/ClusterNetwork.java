package com.justfaas.testkit.cluster;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;

/**
 * The bridge that pods are connected to, and the addresses of the cluster. The node has the first
 * address of the bridge.
 *
 * @param prefix what all addresses begin with
 */
record ClusterNetwork(String bridge, String prefix) {

    static final ClusterNetwork STANDARD = new ClusterNetwork("faas-cluster", "10.213.");

    String nodeAddress() {
        return prefix + "0.1";
    }

    String podRange() {
        return prefix + "0.0/24";
    }

    String serviceRange() {
        return prefix + "1.0/24";
    }

    /**
     * Adds the bridge.
     *
     * @throws IllegalStateException when the host uses these addresses for something else
     */
    void up() {
        requireUnused();
        HostCommand.run("ip", "link", "add", bridge, "type", "bridge");
        HostCommand.run("ip", "address", "add", nodeAddress() + "/24", "dev", bridge);
        HostCommand.run("ip", "link", "set", bridge, "up");
    }

    /** Removes the bridge, if there is one. */
    void down() {
        if (HostCommand.succeeds("ip", "link", "show", bridge)) {
            HostCommand.run("ip", "link", "delete", bridge);
        }
    }

    private void requireUnused() {
        try {
            NetworkInterface.networkInterfaces()
                    .filter(
                            card ->
                                    card.inetAddresses()
                                            .filter(Inet4Address.class::isInstance)
                                            .anyMatch(a -> a.getHostAddress().startsWith(prefix)))
                    .findAny()
                    .ifPresent(
                            card -> {
                                throw new IllegalStateException(
                                        "the cluster needs the addresses %s0.0/16, which the network interface %s uses"
                                                .formatted(prefix, card.getName()));
                            });
        } catch (SocketException e) {
            throw new IllegalStateException("the network interfaces cannot be listed", e);
        }
    }
}
