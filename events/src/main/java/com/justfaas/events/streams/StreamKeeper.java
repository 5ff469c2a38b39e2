package com.justfaas.events.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it, after each connect and reconnect and every few seconds, that the streams are there
 * and ours, and tries on until they are: somebody may have wiped the server, deleted a stream, or
 * has yet to remove what stands in the way.
 */
public final class StreamKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamKeeper.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /** Also before what is missing is made: the server may not be done with its deletion. */
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final NatsLink link;
    private final StreamSetup setup;
    private final Duration lookEvery;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore connected = new Semaphore(0);
    private final Thread thread;
    private Map<String, ?> known = Map.of();
    private volatile String problem = "the streams were not looked at yet";
    private volatile boolean ready;
    private volatile List<String> heldBack = List.of();
    private volatile boolean closed;

    /** Registers with the link; create it before the link is started. */
    public StreamKeeper(NatsLink link, StreamSetup setup) {
        this(link, setup, LOOK_EVERY);
    }

    StreamKeeper(NatsLink link, StreamSetup setup, Duration lookEvery) {
        this.link = link;
        this.setup = setup;
        this.lookEvery = lookEvery;
        this.thread = Thread.ofVirtual().name("stream-keeper").unstarted(this::run);
        link.onConnected(this::connected);
    }

    /** Told when one of the streams was made anew, by whomever. */
    public void onMadeAnew(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether the streams were in order when they were last looked at. */
    public boolean isReady() {
        return ready;
    }

    /** One line for people. */
    public String status() {
        return ready ? String.join("; ", inOrder()) : problem;
    }

    private List<String> inOrder() {
        return Stream.concat(Stream.of("the streams are in order"), heldBack.stream()).toList();
    }

    private synchronized void connected() {
        connected.release();
        if (!closed && thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    private void run() {
        while (!closed) {
            try {
                round();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("the streams could not be looked at; trying again", e);
            }
        }
    }

    private void round() throws InterruptedException {
        boolean anew = connected.tryAcquire(lookEvery.toMillis(), TimeUnit.MILLISECONDS);
        if (anew) {
            connected.drainPermits();
            insist();
        } else if (link.isConnected()) {
            look();
        }
    }

    private void look() throws InterruptedException {
        if (!ready || !areThere()) {
            Thread.sleep(AGAIN);
            insist();
        } else if (!heldBack.isEmpty()) {
            applyHeldBack();
        }
    }

    /** The streams are in order meanwhile: a failure changes nothing. */
    private void applyHeldBack() {
        try {
            report(setup.ensure(link.connection()));
        } catch (StreamException | IllegalStateException e) {
            LOG.atDebug().setCause(e).log("settings cannot be applied now; trying again");
        }
    }

    /** Tries until it succeeds, or begins again because there is another connection. */
    private void insist() throws InterruptedException {
        while (!closed && !attempt() && connected.availablePermits() == 0) {
            Thread.sleep(AGAIN);
        }
    }

    private boolean areThere() {
        try {
            Map<String, ?> found = setup.found(link.connection());
            boolean all = found.keySet().containsAll(StreamSetup.NAMES);
            if (all) {
                follow(found);
            }
            return all;
        } catch (StreamException | IllegalStateException e) {
            LOG.atDebug().setCause(e).log("the streams cannot be looked at; trying again");
            return true;
        }
    }

    private boolean attempt() {
        try {
            report(setup.ensure(link.connection()));
            ready = true;
            follow(setup.found(link.connection()));
            return true;
        } catch (StreamException | IllegalStateException e) {
            String said = String.valueOf(e.getMessage());
            if (!said.equals(problem)) {
                problem = said;
                LOG.atError().log("{}", said);
            }
            ready = false;
            return false;
        }
    }

    /** Settings that are not in force yet; the numbers in a line change with its stream. */
    private void report(List<String> settings) {
        if (heldBack.size() != settings.size()) {
            settings.forEach(setting -> LOG.atWarn().log("{}", setting));
        }
        heldBack = settings;
    }

    private void follow(Map<String, ?> found) {
        boolean madeAnew = !known.isEmpty() && !known.equals(found);
        known = found;
        if (madeAnew) {
            listeners.forEach(Runnable::run);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.interrupt();
    }
}
