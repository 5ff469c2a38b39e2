package com.justfaas.operator.leadership;

import com.justfaas.operator.cluster.ApiFailures;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock that knows when it was last renewed, by a clock that neither jumps nor stands still while
 * the process is frozen; the elector itself does not tell.
 */
final class ObservedLock implements Lock {

    private final Lock lock;
    private volatile long touched = System.nanoTime();
    private volatile @Nullable Long renewed;
    private volatile @Nullable String problem;
    private volatile boolean known;

    ObservedLock(Lock lock) {
        this.lock = lock;
    }

    /** Whether it was renewed less than this long ago, counted from before the request. */
    boolean isRenewedWithin(Duration age) {
        Long at = renewed;
        return at != null && System.nanoTime() - at < age.toNanos();
    }

    /** Whether nobody has looked at it for this long: then its elector has died. */
    boolean isUntouchedFor(Duration age) {
        return System.nanoTime() - touched > age.toNanos();
    }

    /** Whether a request has come to an end, so that {@link #problem()} means something. */
    boolean isKnown() {
        return known;
    }

    /** Why the last request failed, or empty when it did not. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public @Nullable LeaderElectionRecord get(KubernetesClient client) {
        touched = System.nanoTime();
        try {
            LeaderElectionRecord record = lock.get(client);
            problem = null;
            return record;
        } catch (KubernetesClientException e) {
            problem = words(client, e);
            throw e;
        } finally {
            known = true;
        }
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord record) {
        write(client, record, () -> lock.create(client, record));
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord record) {
        write(client, record, () -> lock.update(client, record));
    }

    private void write(KubernetesClient client, LeaderElectionRecord record, Runnable request) {
        long before = System.nanoTime();
        try {
            request.run();
        } catch (KubernetesClientException e) {
            problem = words(client, e);
            throw e;
        }
        renewed = identity().equals(record.getHolderIdentity()) ? before : null;
    }

    /** To lose against another replica is no problem. */
    private static @Nullable String words(
            KubernetesClient client, KubernetesClientException failure) {
        return failure.getCode() == HttpURLConnection.HTTP_CONFLICT
                ? null
                : "the lease %s cannot be read or written: %s"
                        .formatted(
                                LeaseLeadership.LEASE,
                                ApiFailures.words(client.getMasterUrl(), failure));
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}
