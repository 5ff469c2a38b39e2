package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Condition;
import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionStatus;
import com.justfaas.events.FunctionName;
import com.justfaas.operator.status.Conditions;
import com.justfaas.operator.status.Finding;
import com.justfaas.operator.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceUtils;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Workflow;
import io.javaoperatorsdk.operator.processing.dependent.workflow.WorkflowBuilder;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs functions: makes their children what they should be, and reports. A mistake in the spec
 * leaves the children as they are.
 */
public final class Workloads {

    /** What it creates and watches. */
    public static final List<Class<? extends HasMetadata>> KINDS =
            List.of(
                    Deployment.class,
                    Service.class,
                    HorizontalPodAutoscaler.class,
                    Ingress.class,
                    CronJob.class);

    private static final Logger LOG = LoggerFactory.getLogger(Workloads.class);

    /** While something is wrong that has just changed. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** While the same is wrong as before. */
    private static final Duration LATER = Duration.ofSeconds(60);

    private static final long MOST_PODS = 20;

    private final KubernetesClient client;
    private final DeploymentResource deployment;
    private final IngressResource ingress;
    private final Gateways gateways;
    private final Scaler scaler;
    private final Consumer<FunctionName> becameAvailable;
    private final Set<FunctionName> lacking = ConcurrentHashMap.newKeySet();
    private final Workflow<Function> workflow;

    /**
     * @param client stays the caller's
     * @param fieldManager the controller's
     * @param becameAvailable notified of a function of which a pod is ready, when none was
     */
    public Workloads(
            KubernetesClient client,
            WorkloadSettings settings,
            String fieldManager,
            Scaler scaler,
            Consumer<FunctionName> becameAvailable) {
        this.client = client;
        this.scaler = scaler;
        this.becameAvailable = becameAvailable;
        this.gateways = new Gateways(client, settings.platformNamespace());
        this.deployment = new DeploymentResource(fieldManager);
        this.ingress = new IngressResource(gateways);
        this.workflow =
                new WorkflowBuilder<Function>()
                        .addDependentResource(deployment)
                        .addDependentResource(new ServiceResource())
                        .addDependentResource(new AutoscalerResource())
                        .addDependentResourceAndConfigure(new CronJobResource(settings))
                        .withReconcilePrecondition(
                                (dependent, function, context) ->
                                        CronJobResource.isWanted((Function) function))
                        .addDependentResourceAndConfigure(ingress)
                        .withReconcilePrecondition(
                                (dependent, function, context) ->
                                        IngressResource.isWanted((Function) function))
                        .withThrowExceptionFurther(false)
                        .build();
    }

    /** What watches the children. */
    public List<EventSource<?, Function>> eventSources(EventSourceContext<Function> context) {
        return EventSourceUtils.eventSourcesFromWorkflow(context, workflow);
    }

    public WorkloadReport reconcile(Function function, Context<Function> context) {
        List<String> mistakes = SpecMistakes.ofWorkload(function.getSpec());
        if (!mistakes.isEmpty()) {
            return new WorkloadReport(
                    List.of(
                            Finding.bad(
                                    Finding.WORKLOAD_AVAILABLE,
                                    Reason.INVALID_SPEC,
                                    "nothing is changed until the spec can be used")),
                    context.getSecondaryResource(Deployment.class)
                            .map(Availability::ready)
                            .orElse(0),
                    Optional.empty());
        }
        Map<DependentResource<?, ?>, Problem> problems = apply(function, context);
        List<Finding> findings = new ArrayList<>();
        Optional<Deployment> present = context.getSecondaryResource(Deployment.class);
        present.ifPresent(found -> follow(function, found));
        findings.add(available(function, present, problems));
        findings.add(exposed(function, context, problems));
        return new WorkloadReport(
                findings,
                present.map(Availability::ready).orElse(0),
                lookAgain(function, findings, problems));
    }

    private void follow(Function function, Deployment found) {
        scaler.follow(function, found);
        FunctionName name = Scaler.name(function);
        if (!Availability.canServe(found)) {
            lacking.add(name);
        } else if (lacking.remove(name)) {
            becameAvailable.accept(name);
        }
    }

    /** Removes what the garbage collector cannot: an Ingress in another namespace. */
    public void cleanup(Function function, Context<Function> context) {
        scaler.forget(Scaler.name(function));
        lacking.remove(Scaler.name(function));
        ingress.delete(function, context);
    }

    private Map<DependentResource<?, ?>, Problem> apply(
            Function function, Context<Function> context) {
        Map<DependentResource<?, ?>, Problem> problems = new LinkedHashMap<>();
        workflow.reconcile(function, context)
                .getErroredDependents()
                .forEach(
                        (child, failure) -> problems.put(child, problem(function, child, failure)));
        return problems;
    }

    private static Problem problem(
            Function function, DependentResource<?, ?> child, Exception failure) {
        if (!(failure instanceof KubernetesClientException
                || failure instanceof ForeignResourceException)) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("function", ChildNames.qualified(function))
                    .log("{} cannot be reconciled", child.resourceType().getSimpleName());
        }
        return Problem.of(failure);
    }

    private Finding available(
            Function function,
            Optional<Deployment> present,
            Map<DependentResource<?, ?>, Problem> problems) {
        Optional<Problem> problem =
                problems.entrySet().stream()
                        .filter(entry -> entry.getKey() != ingress)
                        .map(Map.Entry::getValue)
                        .sorted((a, b) -> a.message().compareTo(b.message()))
                        .findFirst();
        if (problem.isPresent()) {
            return Finding.bad(
                    Finding.WORKLOAD_AVAILABLE, problem.get().reason(), problem.get().message());
        }
        return present.map(
                        found ->
                                Availability.of(
                                        found,
                                        WorkloadAnnotations.of(function).scaleToZero(),
                                        Availability.isLacking(found) ? pods(function) : List.of()))
                .orElseGet(
                        () ->
                                Finding.bad(
                                        Finding.WORKLOAD_AVAILABLE,
                                        Reason.STARTING,
                                        "its Deployment is being created"));
    }

    /** Some of its pods; none when they cannot be had, which is no reason to fail. */
    private List<Pod> pods(Function function) {
        try {
            return client.pods()
                    .inNamespace(function.getMetadata().getNamespace())
                    .withLabels(ChildMetadata.selector(function))
                    .list(new ListOptionsBuilder().withLimit(MOST_PODS).build())
                    .getItems();
        } catch (KubernetesClientException e) {
            return List.of();
        }
    }

    private Finding exposed(
            Function function,
            Context<Function> context,
            Map<DependentResource<?, ?>, Problem> problems) {
        String type = Finding.INGRESS_READY;
        if (!IngressResource.isWanted(function)) {
            return Finding.good(type, Reason.NOT_REQUESTED, "spec.ingress is not set");
        }
        if (!SpecMistakes.ofIngress(function.getSpec()).isEmpty()) {
            return Finding.bad(
                    type, Reason.INVALID_SPEC, "nothing is changed until spec.ingress can be used");
        }
        Problem problem = problems.get(ingress);
        if (problem != null) {
            return Finding.bad(type, problem.reason(), problem.message());
        }
        Optional<Ingress> present = context.getSecondaryResource(Ingress.class);
        return gateways.namespaceFor(function)
                .map(
                        namespace ->
                                Finding.good(
                                        type,
                                        Reason.EXPOSED,
                                        "the Ingress is in namespace " + namespace))
                .orElseGet(
                        () ->
                                Finding.bad(
                                        type,
                                        Reason.NO_GATEWAY,
                                        "no gateway (a Deployment labelled app.kubernetes.io/name=faas-gateway) in namespace %s or %s%s"
                                                .formatted(
                                                        function.getMetadata().getNamespace(),
                                                        gateways.platformNamespace(),
                                                        present.isPresent()
                                                                ? "; the Ingress stays as it is"
                                                                : "")));
    }

    private static Optional<Duration> lookAgain(
            Function function,
            List<Finding> findings,
            Map<DependentResource<?, ?>, Problem> problems) {
        boolean isBad = findings.stream().anyMatch(Finding::isBad);
        if (!isBad && problems.isEmpty()) {
            return Optional.empty();
        }
        Duration pause =
                findings.stream().allMatch(finding -> isKnown(function, finding)) ? LATER : SOON;
        // spread, so that functions that fail together do not look together
        double spread = 1 + ThreadLocalRandom.current().nextDouble() / 2;
        return Optional.of(Duration.ofMillis((long) (pause.toMillis() * spread)));
    }

    private static boolean isKnown(Function function, Finding finding) {
        FunctionStatus before = function.getStatus();
        List<Condition> conditions = before == null ? List.of() : before.conditions();
        return Conditions.find(conditions, finding.type())
                .filter(condition -> condition.status().equals(finding.status()))
                .filter(condition -> condition.message().equals(finding.message()))
                .isPresent();
    }
}
