package com.justfaas.router.simulation;

import com.justfaas.events.FunctionName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/** The functions as they are, and the record of what the operator said of them, in order. */
final class Functions {

    /** What the operator said: how the function is from now on, or that it is gone. */
    record Change(FunctionName name, Optional<Known> known) {}

    private final VirtualTime time;
    private final Map<FunctionName, SimulatedFunction> functions = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Long> addedAt = new HashMap<>();
    private final Map<String, Long> goneAt = new HashMap<>();
    private final Map<FunctionName, Long> pausedAt = new HashMap<>();
    private final List<IntConsumer> listeners = new ArrayList<>();

    Functions(VirtualTime time) {
        this.time = time;
    }

    void tellOfChanges(IntConsumer listener) {
        listeners.add(listener);
    }

    List<Change> changes() {
        return changes;
    }

    List<SimulatedFunction> all() {
        return List.copyOf(functions.values());
    }

    SimulatedFunction get(FunctionName name) {
        SimulatedFunction function = functions.get(name);
        if (function == null) {
            throw new IllegalStateException("no function " + name);
        }
        return function;
    }

    void add(SimulatedFunction function) {
        functions.put(function.name(), function);
        said(function);
    }

    /** After the function was changed, deleted or created again. */
    void said(SimulatedFunction function) {
        Optional<Known> known = function.known();
        String uid = function.uid();
        if (known.isPresent()) {
            addedAt.putIfAbsent(uid, time.now());
        } else {
            goneAt.putIfAbsent(uid, time.now());
        }
        if (known.isPresent() && known.get().policy().paused()) {
            pausedAt.putIfAbsent(function.name(), time.now());
        } else {
            pausedAt.remove(function.name());
        }
        changes.add(new Change(function.name(), known));
        listeners.forEach(listener -> listener.accept(changes.size() - 1));
    }

    /** Whether it is there, and has been for at least so long. */
    boolean isThereSince(String uid, long micros) {
        return !goneAt.containsKey(uid)
                && addedAt.getOrDefault(uid, Long.MAX_VALUE) <= time.now() - micros;
    }

    boolean isGone(String uid) {
        return goneAt.containsKey(uid);
    }

    /** How long ago it was deleted; negative when it was not. */
    long goneFor(String uid) {
        Long at = goneAt.get(uid);
        return at == null ? -1 : time.now() - at;
    }

    /** How long it has been paused; negative when it is not. */
    long pausedFor(FunctionName name) {
        Long at = pausedAt.get(name);
        return at == null ? -1 : time.now() - at;
    }
}
