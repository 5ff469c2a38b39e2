package com.justfaas.operator.function;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionStatus;
import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.FunctionResource;
import com.justfaas.events.streams.StreamException;
import com.justfaas.events.topics.EventAnnotations;
import com.justfaas.events.topics.Subscription;
import com.justfaas.operator.function.Registration.Refused;
import com.justfaas.operator.function.Registration.Registered;
import com.justfaas.operator.function.Registration.Waiting;
import com.justfaas.operator.traffic.TrafficUpdates;
import com.justfaas.operator.workload.WorkloadReport;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at one Function: says what is due to the stream, then reports in the status. Keeps nothing
 * of its own; what was said is in the stream, and what was reported in the status.
 */
@ControllerConfiguration(
        name = FunctionReconciler.NAME,
        finalizerName = FunctionReconciler.FINALIZER,
        generationAwareEventProcessing = false,
        fieldManager = FunctionReconciler.NAME)
final class FunctionReconciler implements Reconciler<Function>, Cleaner<Function> {

    /** Also the field manager: changing it would leave fields that nobody owns. */
    static final String NAME = "faas-events";

    /** Holds a deleted Function until its deletion is published. */
    static final String FINALIZER = "justfaas.com/events";

    private final FunctionResources resources;
    private final RecordKeeper keeper;
    private final WaitingFunctions waiting;
    private final FunctionWorkload workload;
    private final TrafficUpdates traffic;
    private final KubernetesEvents events;
    private final Clock clock;

    FunctionReconciler(
            FunctionResources resources,
            RecordKeeper keeper,
            WaitingFunctions waiting,
            FunctionWorkload workload,
            TrafficUpdates traffic,
            KubernetesEvents events,
            Clock clock) {
        this.resources = resources;
        this.keeper = keeper;
        this.waiting = waiting;
        this.workload = workload;
        this.traffic = traffic;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, Function>> prepareEventSources(
            EventSourceContext<Function> context) {
        List<EventSource<?, Function>> sources = new ArrayList<>(workload.eventSources(context));
        sources.add(waiting);
        sources.add(traffic);
        return sources;
    }

    @Override
    public UpdateControl<Function> reconcile(Function function, Context<Function> context) {
        FunctionResource resource = resources.of(function);
        Subscription subscription = EventAnnotations.read(resource.annotations());
        if (!keeper.isLeading()) {
            return UpdateControl.noUpdate();
        }
        Registration registration;
        try {
            registration = register(resource);
        } catch (NotLeadingException e) {
            return UpdateControl.noUpdate();
        }
        WorkloadReport report = workload.reconcile(function, registration, context);
        FunctionStatus before = function.getStatus();
        FunctionStatus after =
                new StatusReport(function, subscription, registration)
                        .of(
                                report,
                                traffic.show(resource.function(), function.getStatus()),
                                clock.instant());
        DueNotices.between(before, after, registration)
                .forEach(notice -> events.write(function, notice));
        UpdateControl<Function> control = UpdateControl.noUpdate();
        if (!after.equals(before)) {
            function.setStatus(after);
            control = UpdateControl.patchStatus(function);
        }
        report.lookAgain().ifPresent(control::rescheduleAfter);
        return control;
    }

    private Registration register(FunctionResource resource) {
        FunctionName function = resource.function();
        Optional<String> mistake = ServiceName.mistakeIn(function.name());
        if (mistake.isPresent()) {
            return new Refused(mistake.get());
        }
        String problem = waiting.problem();
        if (problem != null) {
            waiting.add(function);
            return new Waiting(problem);
        }
        try {
            return new Registered(keeper.recordPresent(resource));
        } catch (StreamException e) {
            waiting.add(function, e);
            return new Waiting(String.valueOf(e.getMessage()));
        }
    }

    /** The finalizer goes when the deletion is published, or needs no word. */
    @Override
    public DeleteControl cleanup(Function function, Context<Function> context) {
        FunctionResource resource = resources.of(function);
        String problem = waiting.problem();
        if (problem != null) {
            return keep(function, waiting.add(resource.function()), problem);
        }
        try {
            workload.cleanup(function, context);
            keeper.recordDeleted(resource);
            traffic.forget(resource.function());
            return DeleteControl.defaultDelete();
        } catch (StreamException e) {
            return keep(
                    function, waiting.add(resource.function(), e), String.valueOf(e.getMessage()));
        } catch (NotLeadingException e) {
            return DeleteControl.noFinalizerRemoval();
        }
    }

    /** Whoever waits for {@code kubectl delete} finds the reason in {@code kubectl describe}. */
    private DeleteControl keep(Function function, boolean isNew, String problem) {
        if (isNew) {
            events.write(
                    function,
                    new Notice(
                            true,
                            "DeletionWaits",
                            "It goes as soon as NATS answers and the routers can be told: "
                                    + problem));
        }
        return DeleteControl.noFinalizerRemoval();
    }
}
