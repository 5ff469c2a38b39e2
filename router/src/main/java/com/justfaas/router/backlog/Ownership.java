package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.zip.CRC32C;

/**
 * Who reads a function's backlog: rendezvous hashing, so that everybody who sees the same replicas
 * says the same, and a replica that comes or goes moves only its own share.
 */
final class Ownership {

    private Ownership() {}

    /** The reader among replicas, of which there is at least one. */
    static String ownerOf(FunctionName function, Collection<String> replicas) {
        return replicas.stream()
                .max(
                        Comparator.<String>comparingLong(replica -> weight(function, replica))
                                .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static long weight(FunctionName function, String replica) {
        CRC32C hash = new CRC32C();
        hash.update((replica + "\n" + function).getBytes(StandardCharsets.UTF_8));
        // spread: a checksum alone is linear, and would favour some replica for many functions
        long x = hash.getValue() * 0x9E3779B97F4A7C15L;
        x ^= x >>> 32;
        x *= 0xD6E8FEB86659FD93L;
        return x ^ (x >>> 32);
    }
}
