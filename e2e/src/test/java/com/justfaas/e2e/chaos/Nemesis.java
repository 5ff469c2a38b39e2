package com.justfaas.e2e.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Kills routers and nats-server in an order that a seed decides, and starts them again. */
final class Nemesis {

    private static final Duration LONGEST_DOWN = Duration.ofSeconds(2);

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

    /**
     * Something was killed.
     *
     * @param killed when, in nanoseconds of the JVM's clock
     * @param back when it worked again
     */
    record Blow(String what, long killed, long back) {}

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
        blows.add(new Blow("nats-server", killed, System.nanoTime()));
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
        blows.add(new Blow("router " + victim, killed, System.nanoTime()));
    }

    private void down() throws InterruptedException {
        Thread.sleep(random.nextLong(LONGEST_DOWN.toMillis()));
    }

    /** The blow that was struck about that moment, if there was one. */
    @Nullable Blow about(long moment, Duration margin) {
        return blows.stream()
                .filter(blow -> moment > blow.killed() - margin.toNanos())
                .filter(blow -> moment < blow.back() + margin.toNanos())
                .findFirst()
                .orElse(null);
    }
}
