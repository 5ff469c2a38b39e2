package com.justfaas.e2e.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Kills routers and nats-server in an order that a seed decides, and starts them again. */
final class Nemesis {

    private static final Duration LONGEST_DOWN = Duration.ofSeconds(2);

    /** So long it may take until what was done is noted where a kill does not take it away. */
    private static final long NOTED = Duration.ofSeconds(1).toNanos();

    /** So long before and after a replica is ready two may read the same backlog. */
    private static final long SETTLED = Duration.ofSeconds(3).toNanos();

    private final Platform platform;
    private final HttpSenders senders;
    private final Random random;
    private final List<Blow> blows = new ArrayList<>();
    private int nextRouter;

    Nemesis(Platform platform, HttpSenders senders, long seed) {
        this.platform = platform;
        this.senders = senders;
        this.random = new Random(seed);
        platform.routers().forEach(router -> senders.open(router.door()));
    }

    /** Why an event may have been repeated, the likeliest first. */
    enum Cause {
        NATS_AWAY("nats-server away"),
        ROUTER_KILLED("router killed"),
        ROUTER_JOINED("router joined");

        private final String text;

        Cause(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Something was killed.
     *
     * @param nats whether it was nats-server, and not a router
     * @param killed when, in nanoseconds of the JVM's clock
     * @param back when it worked again
     */
    record Blow(boolean nats, long killed, long back) {

        /** How it met an event that was under way from one moment to another, or null. */
        @Nullable Cause meets(long from, long to) {
            if (nats) {
                return isOverlap(from, to, killed - NOTED, back + NOTED) ? Cause.NATS_AWAY : null;
            }
            if (isOverlap(from, to, killed - NOTED, killed + NOTED)) {
                return Cause.ROUTER_KILLED;
            }
            return isOverlap(from, to, back - SETTLED, back + SETTLED) ? Cause.ROUTER_JOINED : null;
        }

        private static boolean isOverlap(long from, long to, long start, long end) {
            return from - end < 0 && start - to < 0;
        }
    }

    List<Blow> blows() {
        return List.copyOf(blows);
    }

    /** One kill at a time, the next one only when all is well again. */
    void rage(int routerKills, int natsKills, Duration every) throws InterruptedException {
        List<Boolean> natsIsNext = new ArrayList<>(Collections.nCopies(natsKills, true));
        natsIsNext.addAll(Collections.nCopies(routerKills, false));
        Collections.shuffle(natsIsNext, random);
        for (boolean nats : natsIsNext) {
            long due = System.nanoTime() + every.toNanos();
            Thread.sleep(random.nextLong(every.toMillis() / 4));
            if (nats) {
                killNats();
            } else {
                killRouter();
            }
            long left = due - System.nanoTime();
            Thread.sleep(Math.max(0, left / 1_000_000));
        }
    }

    private void killNats() throws InterruptedException {
        long killed = System.nanoTime();
        platform.nats.kill();
        down();
        platform.nats.start();
        platform.routers().forEach(RouterReplica::awaitReady);
        blows.add(new Blow(true, killed, System.nanoTime()));
    }

    private void killRouter() throws InterruptedException {
        int victim = nextRouter++ % platform.routers().size();
        URI door = platform.routers().get(victim).door();
        long killed = System.nanoTime();
        platform.kill(victim);
        senders.shut(door);
        down();
        platform.startAgain(victim);
        RouterReplica router = platform.routers().get(victim).awaitReady();
        senders.open(router.door());
        blows.add(new Blow(false, killed, System.nanoTime()));
    }

    private void down() throws InterruptedException {
        Thread.sleep(random.nextLong(LONGEST_DOWN.toMillis()));
    }

    /**
     * What met an event that was under way from one moment to another, or null: a kill, or the
     * coming of a replica, when backlogs change their readers.
     */
    @Nullable Cause met(long from, long to) {
        return blows.stream()
                .map(blow -> blow.meets(from, to))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
