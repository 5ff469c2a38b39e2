package com.justfaas.router.simulation;

import com.justfaas.events.codec.StoredEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Keeps an account of the events that functions answered. */
final class ReplyLedger {

    private record Stored(String id, long at) {}

    private final Fate fate;
    private final VirtualTime time;
    private final Set<String> answered = new HashSet<>();
    private final Set<String> kept = new HashSet<>();
    private final Map<String, Stored> stored = new HashMap<>();

    ReplyLedger(Fate fate, VirtualTime time) {
        this.fate = fate;
        this.time = time;
    }

    /** A function has answered with this, whether or not anybody heard it. */
    void answered(String cause) {
        answered.add(cause);
    }

    /** It waits in the backlog. */
    void setAside(StoredEvent reply) {
        kept.add(cause(reply));
    }

    /** It is a new event. */
    void stored(StoredEvent reply) {
        String cause = cause(reply);
        String id = reply.event().getId();
        kept.add(cause);
        Violation.unless(answered.contains(cause), () -> "nobody answered " + cause);
        Stored before = stored.put(cause, new Stored(id, time.now()));
        if (before != null) {
            Violation.unless(
                    before.id().equals(id),
                    () -> "reply %s is stored as %s and as %s".formatted(cause, before.id(), id));
            Violation.unless(
                    !fate.isCalm() && time.now() - before.at() > ReplyStream.DUPLICATE_WINDOW,
                    () -> "reply %s is stored twice".formatted(cause));
        }
    }

    /** Whether it is stored, or waits for that: from then on nobody else need keep it. */
    boolean isKept(String cause) {
        return kept.contains(cause);
    }

    /** When nothing moves any more. */
    void checkEnd() {
        for (String cause : kept) {
            Violation.unless(
                    stored.containsKey(cause), () -> "reply %s waits for ever".formatted(cause));
        }
    }

    private static String cause(StoredEvent reply) {
        return Objects.requireNonNull(reply.event().getSubject());
    }
}
