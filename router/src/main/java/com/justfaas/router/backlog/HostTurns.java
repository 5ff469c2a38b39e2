package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import com.justfaas.router.callback.CallbackTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which webhook hosts have a reader now. Senders choose the hosts, and may name thousands that do
 * not exist: with a reader for each, to probe them all would be most of what a replica does.
 *
 * <p>Up to {@value #MOST} hosts with pending callbacks each have a reader. Beyond that they take
 * turns. A host whose reader has nothing to do for a while, because its copies are not due or its
 * next probe is not, gives its turn to the one that has waited longest. Hosts that are down have
 * one half of the turns and the others have the other half, so that neither waits for the other.
 */
final class HostTurns {

    /** Measured with 5,000 dead hosts: 256 readers probe each of them twice a minute. */
    static final int MOST = 256;

    private static final int HALF = MOST / 2;

    /** Of a host that has more to do, while others wait. */
    private static final Duration TURN = Duration.ofSeconds(5);

    /** By then the census has what a turn was given for. */
    private static final Duration UNLISTED = Duration.ofSeconds(3);

    private final Predicate<FunctionName> isDown;
    private final Clock clock;

    /** Those that have a turn, and since when. */
    private final Map<FunctionName, Instant> turns = new HashMap<>();

    /** Those that have none, the longest waiting first, and until when they need none. */
    private final LinkedHashMap<FunctionName, Instant> waiting = new LinkedHashMap<>();

    HostTurns(Predicate<FunctionName> isDown, Clock clock) {
        this.isDown = isDown;
        this.clock = clock;
    }

    /** Whether a reader may read; that of a function always may. */
    synchronized boolean has(FunctionName name) {
        return !CallbackTarget.isHost(name) || turns.containsKey(name);
    }

    /** A copy came for a receiver: whether its reader may begin at once. */
    synchronized boolean begin(FunctionName name) {
        if (has(name)) {
            return true;
        }
        boolean down = isDown.test(name);
        if (turns.size() + waiting.size() < MOST || (!down && count(false) < HALF)) {
            give(name);
            return true;
        }
        waiting.computeIfPresent(name, (_, _) -> Instant.MIN);
        return false;
    }

    /**
     * Ends turns and gives others; to be called now and then.
     *
     * @param pending the hosts that callbacks wait for
     * @param restsUntil until when a host's reader has nothing to do
     */
    synchronized void follow(
            Set<FunctionName> pending, Function<FunctionName, Instant> restsUntil) {
        Instant now = clock.instant();
        waiting.keySet().retainAll(pending);
        turns.entrySet()
                .removeIf(
                        turn ->
                                !pending.contains(turn.getKey())
                                        && turn.getValue().plus(UNLISTED).isBefore(now));
        pending.stream()
                .filter(host -> !turns.containsKey(host))
                .forEach(host -> waiting.putIfAbsent(host, Instant.MIN));
        if (turns.size() + waiting.size() > MOST) {
            end(restsUntil, now);
        }
        giveFreeTurns(now);
    }

    private void end(Function<FunctionName, Instant> restsUntil, Instant now) {
        boolean othersAreDue = waiting.values().stream().anyMatch(until -> !until.isAfter(now));
        turns.entrySet()
                .removeIf(
                        turn -> {
                            Instant until = restsUntil.apply(turn.getKey());
                            boolean over =
                                    until.isAfter(now)
                                            || (othersAreDue
                                                    && turn.getValue().plus(TURN).isBefore(now));
                            if (over) {
                                waiting.put(turn.getKey(), until);
                            }
                            return over;
                        });
    }

    private void giveFreeTurns(Instant now) {
        boolean forAll = turns.size() + waiting.size() <= MOST;
        int down = forAll ? MOST : HALF - count(true);
        int others = forAll ? MOST : HALF - count(false);
        for (Map.Entry<FunctionName, Instant> one : List.copyOf(waiting.entrySet())) {
            FunctionName host = one.getKey();
            boolean isDue = forAll || !one.getValue().isAfter(now);
            if (isDue && (isDown.test(host) ? down-- > 0 : others-- > 0)) {
                give(host);
            }
        }
    }

    private int count(boolean down) {
        return (int) turns.keySet().stream().filter(host -> isDown.test(host) == down).count();
    }

    private void give(FunctionName host) {
        waiting.remove(host);
        turns.put(host, clock.instant());
    }
}
