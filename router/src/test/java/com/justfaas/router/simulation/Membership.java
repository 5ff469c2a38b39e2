package com.justfaas.router.simulation;

import com.justfaas.events.FunctionName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which replicas see which, and so who takes whose backlog for its own. */
final class Membership {

    private static final long SILENT_TOO_LONG = 2 * VirtualTime.SECOND;

    private final World world;
    private final List<Replica> replicas = new ArrayList<>();
    private long splitUntil;

    Membership(World world) {
        this.world = world;
    }

    void join(Replica replica) {
        replicas.add(replica);
    }

    List<Replica> replicas() {
        return replicas;
    }

    /** For so long each replica sees only itself. */
    void split(long micros) {
        world.fate().struck(Fault.REPLICAS_SPLIT, "each sees only itself");
        splitUntil = world.time().now() + micros;
    }

    /** Whom a replica takes to be alive. */
    List<Integer> seenBy(Replica viewer) {
        boolean split = world.time().now() < splitUntil;
        return replicas.stream()
                .filter(other -> other == viewer || (!split && other.silentFor() < SILENT_TOO_LONG))
                .map(Replica::id)
                .toList();
    }

    boolean isOwner(Replica replica, FunctionName function) {
        return seenBy(replica).stream()
                        .max(Comparator.comparingInt(id -> weight(id, function)))
                        .orElseThrow()
                == replica.id();
    }

    private static int weight(int id, FunctionName function) {
        return ((id * 31 + function.hashCode()) * 0x9E3779B9) >>> 8;
    }
}
