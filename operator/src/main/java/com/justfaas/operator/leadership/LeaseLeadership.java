package com.justfaas.operator.leadership;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elects by a Lease. The elector is fabric8's, which is good for one term; this makes another for
 * each, and whenever one died without a word.
 */
public final class LeaseLeadership implements Leadership {

    /** Name of the Lease. */
    public static final String LEASE = "faas-events-operator";

    private static final Logger LOG = LoggerFactory.getLogger(LeaseLeadership.class);
    private static final Duration STALLED = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final String namespace;
    private final String identity;
    private final LeaseTimes times;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Optional<String> problem = Optional.empty();

    /**
     * @param client of its own, with short time-outs and no retries; it stays the caller's
     * @param namespace of the Lease
     * @param identity of this replica, unique among all
     */
    public LeaseLeadership(
            KubernetesClient client, String namespace, String identity, LeaseTimes times) {
        this.client = client;
        this.namespace = namespace;
        this.identity = identity;
        this.times = times;
    }

    @Override
    public Optional<Term> await(CompletableFuture<?> closing) {
        while (!closing.isDone()) {
            Candidacy candidacy = new Candidacy();
            if (candidacy.succeeds(closing)) {
                LOG.atInfo().addKeyValue("identity", identity).log("leads");
                return Optional.of(candidacy.term());
            }
            candidacy.end();
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    /** One line when something stands in the way, and one when it does no longer. */
    private void report(Optional<String> now) {
        Optional<String> before = problem;
        problem = now;
        if (now.isPresent() && before.isEmpty()) {
            LOG.warn("{}; another replica may lead, or none", now.get());
        } else if (now.isEmpty() && before.isPresent()) {
            LOG.info("the lease {} can be read and written again", LEASE);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    /** One elector and what becomes of it. */
    private final class Candidacy {

        private final ObservedLock lock =
                new ObservedLock(new LeaseLock(namespace, LEASE, identity));
        private final CompletableFuture<Void> elected = new CompletableFuture<>();
        private final CompletableFuture<?> over;

        Candidacy() {
            LeaderCallbacks callbacks =
                    new LeaderCallbacks(() -> elected.complete(null), () -> {}, leader -> {});
            LeaderElectionConfig config =
                    new LeaderElectionConfig(
                            lock,
                            times.lease(),
                            times.renewal(),
                            times.retry(),
                            callbacks,
                            true,
                            LEASE);
            over = new LeaderElector(client, config, executor).start();
        }

        /** Waits for the election; false when it ended otherwise. */
        boolean succeeds(CompletableFuture<?> closing) {
            FirstOf news = new FirstOf(elected, over, closing);
            while (!elected.isDone()) {
                if (closing.isDone() || over.isDone() || lock.isUntouchedFor(STALLED)) {
                    return false;
                }
                news.await(LOOK);
                if (lock.isKnown()) {
                    report(lock.problem());
                }
            }
            report(Optional.empty());
            return true;
        }

        Term term() {
            return new Term(() -> lock.isRenewedWithin(times.renewal()), over, this::end);
        }

        /** The cancellation releases the lease, on this thread. */
        void end() {
            over.cancel(true);
            report(lock.problem());
        }
    }
}
