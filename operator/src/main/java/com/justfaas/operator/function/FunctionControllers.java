package com.justfaas.operator.function;

import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.AvailableFunctions;
import com.justfaas.events.streams.FunctionRecords;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.StreamException;
import com.justfaas.operator.traffic.Traffic;
import com.justfaas.operator.traffic.TrafficUpdates;
import com.justfaas.operator.workload.Scaler;
import com.justfaas.operator.workload.WorkloadSettings;
import com.justfaas.operator.workload.Workloads;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a controller for each term of leadership. */
public final class FunctionControllers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionControllers.class);

    private final KubernetesClient client;
    private final NatsLink link;
    private final FunctionRecords records;
    private final Traffic traffic;
    private final Watch watch;
    private final FunctionMetrics metrics;
    private final Clock clock;

    /**
     * What to watch, and as whom.
     *
     * @param namespaces to watch; empty for all
     * @param identity which replica this is, for Kubernetes Events
     * @param upkeep when records are looked after
     * @param workloads how functions are run
     */
    public record Watch(
            Set<String> namespaces,
            String identity,
            UpkeepTimes upkeep,
            WorkloadSettings workloads) {
        public Watch {
            namespaces = Set.copyOf(namespaces);
        }
    }

    /**
     * @param client one that reads what it can of any stored object; it stays the caller's
     * @param link the way to the streams; it stays the caller's
     */
    public FunctionControllers(
            KubernetesClient client,
            NatsLink link,
            Watch watch,
            MeterRegistry registry,
            Clock clock) {
        this.client = client;
        this.link = link;
        this.records = new FunctionRecords(link, clock);
        this.traffic = new Traffic(link, clock);
        this.watch = watch;
        this.metrics = new FunctionMetrics(registry);
        this.clock = clock;
    }

    /**
     * A new one, not started yet.
     *
     * @param leading asked before each write
     */
    public FunctionController create(BooleanSupplier leading) {
        FunctionResources resources = new FunctionResources(client.getKubernetesSerialization());
        WaitingFunctions waiting = new WaitingFunctions(metrics);
        RecordKeeper keeper = new RecordKeeper(records, leading, metrics);
        KubernetesEvents events = new KubernetesEvents(client, watch.identity(), clock);
        TrafficUpdates updates = new TrafficUpdates(traffic);
        Scaler scaler = new Scaler(client, traffic, clock);
        traffic.onDemand(scaler::hasWork);
        FunctionReconciler reconciler =
                new FunctionReconciler(
                        resources, keeper, waiting, workload(scaler), updates, events, clock);
        FunctionLists lists = new FunctionLists(client, resources, watch.namespaces());
        RecordSweep sweep = new RecordSweep(records, lists, keeper, waiting, watch.upkeep(), clock);
        RecordUpkeep upkeep =
                new RecordUpkeep(records, waiting, sweep, watch.upkeep().betweenSweeps());
        return new FunctionController(
                client,
                reconciler,
                new ReconcileMetrics(metrics),
                upkeep,
                loops(updates, scaler),
                watch.namespaces());
    }

    private List<Runnable> loops(TrafficUpdates updates, Scaler scaler) {
        return watch.workloads().managed() ? List.of(updates, scaler) : List.of(updates);
    }

    private FunctionWorkload workload(Scaler scaler) {
        WorkloadSettings settings = watch.workloads();
        return new FunctionWorkload(
                settings.managed()
                        ? Optional.of(
                                new Workloads(
                                        client,
                                        settings,
                                        FunctionReconciler.NAME,
                                        scaler,
                                        this::announce))
                        : Optional.empty());
    }

    private void announce(FunctionName function) {
        try {
            AvailableFunctions.announce(link, function);
        } catch (StreamException | IllegalStateException e) {
            LOG.debug(
                    "routers find by themselves that {} is available: {}",
                    function,
                    e.getMessage());
        }
    }

    /** Stops listening to the routers. */
    @Override
    public void close() {
        traffic.close();
    }
}
