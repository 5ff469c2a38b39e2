package com.justfaas.operator.function;

import com.justfaas.crds.v1alpha1.Function;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * Watches Functions and looks at each that changes, for as long as one term of leadership. Nothing
 * in here ends the process, as the SDK does by default when an informer stops; {@link #stopped()}
 * tells.
 */
public final class FunctionController implements AutoCloseable {

    /** Looking at a function is waiting for NATS and the API server. */
    private static final int CONCURRENT = 16;

    private static final Duration SYNC_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration IN_FLIGHT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(60);

    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final Operator sdk;
    private final RecordUpkeep upkeep;
    private final List<Thread> loops;

    /**
     * @param loops what runs beside the reconciler for as long; each ends when it is interrupted
     */
    FunctionController(
            KubernetesClient client,
            FunctionReconciler reconciler,
            ReconcileMetrics metrics,
            RecordUpkeep upkeep,
            List<Runnable> loops,
            Set<String> namespaces) {
        this.upkeep = upkeep;
        this.loops =
                loops.stream()
                        .map(
                                loop ->
                                        Thread.ofVirtual()
                                                .name(loop.getClass().getSimpleName())
                                                .unstarted(loop))
                        .toList();
        this.sdk = new Operator(sdk -> configure(sdk, client, metrics));
        sdk.register(reconciler, controller -> configure(controller, namespaces));
    }

    private void configure(
            ConfigurationServiceOverrider sdk, KubernetesClient client, ReconcileMetrics metrics) {
        sdk.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withMetrics(metrics)
                // an apply of a stored object that its schema does not accept is answered with 500
                .withUseSSAToPatchPrimaryResource(false)
                // it would mark children with an annotation, to know the events of our own writes
                .withPreviousAnnotationForDependentResources(false)
                .withStopOnInformerErrorDuringStartup(false)
                .withCacheSyncTimeout(SYNC_TIMEOUT)
                .withInformerStoppedHandler((informer, failure) -> stopped.complete(null))
                .withReconciliationTerminationTimeout(IN_FLIGHT_TIMEOUT)
                .withExecutorService(
                        Executors.newFixedThreadPool(
                                CONCURRENT, Thread.ofVirtual().name("reconcile-", 0).factory()));
    }

    private static void configure(
            ControllerConfigurationOverrider<Function> controller, Set<String> namespaces) {
        controller.withOnUpdateFilter(new FunctionUpdates());
        controller.withRetry(
                new GenericRetry()
                        .withoutMaxAttempts()
                        .setInitialInterval(FIRST_RETRY)
                        .setIntervalMultiplier(2)
                        .setMaxInterval(LAST_RETRY.toMillis()));
        if (namespaces.isEmpty()) {
            controller.watchingAllNamespaces();
        } else {
            controller.settingNamespaces(namespaces);
        }
    }

    /** Returns when all Functions are known, or after 20 s when the API server takes longer. */
    public void start() {
        sdk.start();
        upkeep.start();
        loops.forEach(Thread::start);
    }

    /** Done when the watch ended and will not come back: build another controller. */
    public CompletableFuture<Void> stopped() {
        return stopped;
    }

    /** Whether all Functions are known and changes are seen. */
    public boolean isWatching() {
        return !stopped.isDone() && sdk.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    /** See {@link RecordUpkeep#sweepSoon()}. */
    public void sweepSoon() {
        upkeep.sweepSoon();
    }

    /** Finishes what is in hand, at most for some 15 s. */
    @Override
    public void close() {
        loops.forEach(Thread::interrupt);
        upkeep.close();
        sdk.stop();
    }
}
