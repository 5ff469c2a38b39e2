package com.justfaas.playground.box;

import com.justfaas.testkit.FreePorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Where everything listens: on the well-known ports that are free, and else on others. */
public record Ports(int events, int management, int gateway, int nats, int kubernetes) {

    /** Looks once; whoever comes later may still be faster. */
    public static Ports choose() {
        return new Ports(
                preferably(8080),
                preferably(9090),
                preferably(8000),
                preferably(4222),
                preferably(6443));
    }

    private static int preferably(int port) {
        return isFree(port) ? port : FreePorts.pick();
    }

    /** On all addresses: a server on any of them makes what a port means ambiguous. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
