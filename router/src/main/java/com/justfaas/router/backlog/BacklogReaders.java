package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names.Subjects.BacklogSubject;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.BacklogCensus;
import com.justfaas.events.streams.CopyPlace;
import com.justfaas.events.streams.Replicas;
import com.justfaas.events.streams.StreamException;
import com.justfaas.router.callback.Receivers;
import com.justfaas.router.engine.DeadlineWatch;
import com.justfaas.router.engine.Engine;
import com.justfaas.router.engine.Faults;
import com.justfaas.router.engine.Lanes;
import com.justfaas.router.engine.LargeEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a reader for each function whose backlog is not empty and ours to read. Two replicas may
 * read the same one for a moment; that repeats deliveries and loses none.
 */
public final class BacklogReaders implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogReaders.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** After a replica came or went: until everybody has seen it, and finished what is short. */
    private static final Duration SETTLE = Duration.ofMillis(1500);

    private final Receivers receivers;
    private final BooleanSupplier functionsKnown;
    private final Backlog backlog;
    private final Crowd crowd = new Crowd();
    private final DeadlineWatch watch;
    private final Survey survey;
    private final Replicas replicas;
    private final Lanes lanes;
    private final LargeEvents largeEvents;
    private final Engine engine;
    private final BacklogMetrics metrics;
    private final Faults faults;
    private final Clock clock;
    private final HostTurns turns;
    private final Map<FunctionName, BacklogReader> readers = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile BacklogCensus census = new BacklogCensus(Instant.EPOCH, Map.of());
    private volatile Set<String> live = Set.of();
    private volatile long settledAt;
    private volatile boolean closed;

    /**
     * @param functionsKnown false until all functions were read: before that, every one would seem
     *     to be deleted
     */
    public BacklogReaders(
            Receivers receivers,
            BooleanSupplier functionsKnown,
            Backlog backlog,
            Replicas replicas,
            Lanes lanes,
            LargeEvents largeEvents,
            Engine engine,
            BacklogMetrics metrics,
            Faults faults,
            Clock clock) {
        this.faults = faults;
        this.metrics = metrics;
        this.receivers = receivers;
        this.functionsKnown = functionsKnown;
        this.backlog = backlog;
        this.survey = new Survey(backlog, crowd, this::isOurs, Survey.MOST_KNOWN);
        this.watch = new DeadlineWatch("backlog-watch", () -> {});
        this.replicas = replicas;
        this.lanes = lanes;
        this.largeEvents = largeEvents;
        this.engine = engine;
        this.clock = clock;
        this.turns = new HostTurns(lanes::isDown, clock);
        this.thread = Thread.ofVirtual().name("backlog-readers").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** How many copies wait, by function and tier, as of about a second ago. */
    public Map<FunctionName, Map<Integer, Long>> waiting() {
        return census.waiting();
    }

    /** When the oldest event that waits for a function was accepted, if we read its backlog. */
    public Optional<Instant> oldest(FunctionName function) {
        return Optional.ofNullable(readers.get(function)).flatMap(BacklogReader::oldest);
    }

    /** Something was put into a function's backlog. */
    public void wake(CopyPlace copy) {
        survey.hear(copy);
        BacklogSubject at = copy.at();
        BacklogReader reader = readers.get(at.function());
        if (reader != null && reader.isRunning() && reader.isOurs() && turns.has(at.function())) {
            reader.hasNews(at.tier());
        } else if (mayBegin() && isOurs(at.function()) && turns.begin(at.function())) {
            begin(at.function()).hasNews(at.tier());
        }
    }

    /** The function may be called again: its reader need not wait any longer. */
    public void wake(FunctionName function) {
        BacklogReader reader = readers.get(function);
        if (reader != null) {
            reader.wake();
        }
    }

    /** Functions have changed: one may have been resumed, or deleted. */
    public void wakeAll() {
        readers.values().forEach(BacklogReader::wake);
    }

    private void run() {
        while (!closed) {
            try {
                look();
            } catch (StreamException e) {
                LOG.atDebug().setCause(e).log("the backlog cannot be listed");
            } catch (RuntimeException | Error e) {
                var _ = faults.note(Faults.Where.BACKLOG, "all functions", e);
            }
            try {
                Thread.sleep(LOOK_EVERY.dividedBy(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void look() {
        Set<String> now = replicas.live();
        if (!now.equals(live)) {
            LOG.atInfo().log("{} replicas of the router live", now.size());
            live = now;
            settledAt = System.nanoTime() + SETTLE.toNanos();
            survey.forget(); // it leaves out what is not ours
        }
        survey.tidy();
        follow(backlog.census());
        metrics.show(waiting(), this::oldest);
        readers.values().removeIf(this::isOver);
        Set<FunctionName> ours =
                waiting().keySet().stream().filter(this::isOurs).collect(Collectors.toSet());
        turns.follow(ours, this::restsUntil);
        readers.forEach(
                (function, reader) ->
                        reader.own(
                                !closed
                                        && isOurs(function)
                                        && turns.has(function)
                                        && (reader.isOurs() || mayBegin())));
        if (mayBegin()) {
            ours.stream().filter(turns::has).forEach(this::begin);
        }
    }

    private Instant restsUntil(FunctionName host) {
        BacklogReader reader = readers.get(host);
        return reader == null ? Instant.MIN : reader.restsUntil();
    }

    private void follow(BacklogCensus now) {
        boolean madeAnew =
                !census.made().equals(Instant.EPOCH) && !census.made().equals(now.made());
        census = now;
        if (madeAnew) {
            LOG.atWarn().log("the backlog's stream was made anew: what waited in it is gone");
            survey.forget();
        }
    }

    /** Ends those that read a stream which is not there any more. */
    private boolean isOver(BacklogReader reader) {
        if (!reader.streamMade().equals(census.made())) {
            reader.close();
            return true;
        }
        return !reader.isRunning();
    }

    private boolean mayBegin() {
        return functionsKnown.getAsBoolean()
                && !live.isEmpty()
                && !census.made().equals(Instant.EPOCH)
                && System.nanoTime() - settledAt > 0
                && !closed;
    }

    private boolean isOurs(FunctionName function) {
        return !live.isEmpty() && Ownership.ownerOf(function, live).equals(replicas.self());
    }

    private BacklogReader begin(FunctionName function) {
        return readers.compute(
                function,
                (name, existing) -> {
                    if (existing != null && existing.isRunning()) {
                        existing.own(!closed); // it may have lost its turn, and not ended yet
                        return existing;
                    }
                    BacklogReader reader =
                            new BacklogReader(
                                    name,
                                    crowd,
                                    watch,
                                    () -> listed(name),
                                    census.made(),
                                    receivers,
                                    backlog,
                                    survey,
                                    new CopyDeliveries(
                                            name, crowd, lanes, largeEvents, engine, clock),
                                    faults,
                                    clock);
                    reader.own(!closed);
                    reader.start();
                    return reader;
                });
    }

    private Set<Integer> listed(FunctionName function) {
        return waiting().getOrDefault(function, Map.of()).keySet();
    }

    /** After {@link #close}: waits until readers have removed what is over, and ends them. */
    public void flush(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        for (BacklogReader reader : readers.values()) {
            reader.end(Duration.ofNanos(deadline - System.nanoTime()));
        }
        watch.close();
    }

    /** Stops to read; what is in flight goes on. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        readers.values().forEach(reader -> reader.own(false));
    }
}
