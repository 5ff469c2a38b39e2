package com.justfaas.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that keep theirs over a restart. They come from below the range that systems
 * hand out for outgoing connections (32768 and up on Linux, 49152 on macOS): a port of that range
 * may be somebody's when the server returns.
 */
public final class FreePorts {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;

    private FreePorts() {}

    public static int pick() {
        return pick(1).getFirst();
    }

    /**
     * Distinct ports of 127.0.0.1 that nobody listens on now. Nothing keeps others from taking
     * them: use them soon.
     */
    public static List<Integer> pick(int count) {
        Map<Integer, ServerSocket> held = new LinkedHashMap<>();
        try {
            for (int attempt = 0; held.size() < count && attempt < ATTEMPTS; attempt++) {
                hold(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST), held);
            }
            if (held.size() < count) {
                throw new IllegalStateException(
                        "no %d free ports after %d attempts".formatted(count, ATTEMPTS));
            }
            return List.copyOf(held.keySet());
        } finally {
            held.values().forEach(Sockets::close);
        }
    }

    private static void hold(int port, Map<Integer, ServerSocket> held) {
        try {
            held.put(port, new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException taken) {
            // somebody listens there: the next attempt takes another one
        }
    }
}
