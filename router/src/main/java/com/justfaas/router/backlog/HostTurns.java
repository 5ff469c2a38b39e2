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
 * next probe is not, gives its turn to the one that has waited longest. One that is still down
 * after its turn waits longer for the next, so that probes become few, and one that has just gone
 * down is soon probed. Hosts that are down have one half of the turns and the others have the other
 * half, so that neither waits for the other.
 */
final class HostTurns {

    static final int MOST = 256;

    private static final int HALF = MOST / 2;

    /** Of a host that has more to do, while others wait. */
    private static final Duration TURN = Duration.ofSeconds(5);

    /** By then the census has what a turn was given for. */
    private static final Duration UNLISTED = Duration.ofSeconds(3);

    /** After one probe in vain; twice as long after each that follows. */
    private static final Duration FIRST_REST = Duration.ofSeconds(5);

    private static final int MOST_DOUBLED = 4;

    /** Until copies are due: its reader may have missed that one came which is due at once. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private final Predicate<FunctionName> isDown;
    private final Clock clock;

    /** Those that have a turn. */
    private final Map<FunctionName, Host> turns = new HashMap<>();

    /** Those that have none, the longest waiting first. */
    private final LinkedHashMap<FunctionName, Host> waiting = new LinkedHashMap<>();

    /**
     * What is known of a host.
     *
     * @param at since when it has its turn, or until when it needs none
     * @param inVain how many turns in a row ended with the host down
     */
    private record Host(Instant at, int inVain) {

        Host rests(boolean isDown, Instant now, Instant until) {
            if (!isDown) {
                Instant latest = now.plus(LONGEST_REST);
                return new Host(until.isBefore(latest) ? until : latest, 0);
            }
            Duration rest = FIRST_REST.multipliedBy(1L << Math.min(inVain, MOST_DOUBLED));
            return new Host(now.plus(rest), inVain + 1);
        }
    }

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
        if (!down) {
            waiting.computeIfPresent(name, (_, host) -> new Host(Instant.MIN, host.inVain()));
        }
        return false;
    }

    /**
     * Ends turns and gives others; to be called now and then.
     *
     * @param pending whom copies wait for
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
                                        && turn.getValue().at().plus(UNLISTED).isBefore(now));
        pending.stream()
                .filter(host -> !has(host))
                .forEach(host -> waiting.putIfAbsent(host, new Host(Instant.MIN, 0)));
        if (turns.size() + waiting.size() > MOST) {
            end(restsUntil, now);
        }
        giveFreeTurns(now);
    }

    private void end(Function<FunctionName, Instant> restsUntil, Instant now) {
        boolean othersAreDue = waiting.values().stream().anyMatch(host -> !host.at().isAfter(now));
        turns.entrySet()
                .removeIf(
                        turn -> {
                            FunctionName host = turn.getKey();
                            Instant until = restsUntil.apply(host);
                            boolean isLong = turn.getValue().at().plus(TURN).isBefore(now);
                            boolean over = until.isAfter(now) || (othersAreDue && isLong);
                            if (over) {
                                boolean down = isDown.test(host);
                                waiting.put(host, turn.getValue().rests(down, now, until));
                            }
                            return over;
                        });
    }

    private void giveFreeTurns(Instant now) {
        boolean forAll = turns.size() + waiting.size() <= MOST;
        int down = forAll ? MOST : HALF - count(true);
        int others = forAll ? MOST : HALF - count(false);
        for (Map.Entry<FunctionName, Host> one : List.copyOf(waiting.entrySet())) {
            FunctionName host = one.getKey();
            boolean isDue = forAll || !one.getValue().at().isAfter(now);
            if (isDue && (isDown.test(host) ? down-- > 0 : others-- > 0)) {
                give(host);
            }
        }
    }

    private int count(boolean down) {
        return (int) turns.keySet().stream().filter(host -> isDown.test(host) == down).count();
    }

    private void give(FunctionName name) {
        Host host = waiting.remove(name);
        turns.put(name, new Host(clock.instant(), host == null ? 0 : host.inVain()));
    }
}
