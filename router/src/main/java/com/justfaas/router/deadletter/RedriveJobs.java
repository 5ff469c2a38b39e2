package com.justfaas.router.deadletter;

import com.justfaas.events.streams.DeadLetters;
import com.justfaas.router.http.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * The redrives of this replica: one of a group at a time, since its rate is to be the rate, and a
 * few of listed ones beside it. The latest are remembered.
 */
final class RedriveJobs implements AutoCloseable {

    private static final int MOST_AT_ONCE = 5;
    private static final int MOST_REMEMBERED = 20;
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final DeadLetters letters;
    private final Redriver redriver;
    private final Clock clock;
    private final Semaphore turn = new Semaphore(1, true);
    private final Map<String, Entry> jobs = new LinkedHashMap<>();

    private record Entry(RedriveJob job, boolean ofGroup) {}

    RedriveJobs(DeadLetters letters, Redriver redriver, Clock clock) {
        this.letters = letters;
        this.redriver = redriver;
        this.clock = clock;
    }

    /**
     * Begins a redrive.
     *
     * @throws RefusedException when there are too many
     * @throws com.justfaas.events.streams.StreamException when NATS is away
     */
    RedriveJob start(RedriveRequest request) {
        RedriveSource source = RedriveSource.of(request.selection(), letters);
        RedriveJob job =
                new RedriveJob(
                        UUID.randomUUID().toString().substring(0, 8),
                        source,
                        request.ratePerSecond(),
                        redriver,
                        turn,
                        clock);
        register(job, request.selection() instanceof Selection.Filtered);
        job.start();
        return job;
    }

    private synchronized void register(RedriveJob job, boolean ofGroup) {
        List<Entry> running = jobs.values().stream().filter(e -> e.job().isRunning()).toList();
        if (ofGroup) {
            running.stream()
                    .filter(Entry::ofGroup)
                    .findFirst()
                    .ifPresent(
                            other -> {
                                throw DeadLetterProblems.isRunning(other.job().id());
                            });
        }
        if (running.size() >= MOST_AT_ONCE) {
            throw DeadLetterProblems.tooManyAtOnce();
        }
        jobs.put(job.id(), new Entry(job, ofGroup));
        jobs.values().stream()
                .map(Entry::job)
                .filter(other -> !other.isRunning())
                .map(RedriveJob::id)
                .limit(Math.max(0, jobs.size() - MOST_REMEMBERED))
                .toList()
                .forEach(jobs::remove);
    }

    synchronized Optional<RedriveJob> find(String id) {
        return Optional.ofNullable(jobs.get(id)).map(Entry::job);
    }

    /** The latest first. */
    synchronized List<RedriveProgress> latest() {
        return new ArrayList<>(jobs.values())
                .reversed().stream().map(Entry::job).map(RedriveJob::progress).toList();
    }

    private synchronized List<RedriveJob> all() {
        return jobs.values().stream().map(Entry::job).toList();
    }

    /** Ends what runs; what is left lies where it was. */
    @Override
    public void close() {
        long end = System.nanoTime() + GRACE.toNanos();
        List<RedriveJob> closing = all();
        closing.forEach(RedriveJob::stop);
        closing.forEach(job -> job.awaitEnd(Duration.ofNanos(end - System.nanoTime())));
    }
}
