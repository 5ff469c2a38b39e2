package com.justfaas.operator.function;

import com.justfaas.crds.v1alpha1.Condition;
import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionStatus;
import com.justfaas.events.filter.EventFilter;
import com.justfaas.events.topics.Subscription;
import com.justfaas.events.topics.TopicPattern;
import com.justfaas.operator.function.Registration.Refused;
import com.justfaas.operator.function.Registration.Registered;
import com.justfaas.operator.function.Registration.Waiting;
import com.justfaas.operator.status.Conditions;
import com.justfaas.operator.status.Finding;
import com.justfaas.operator.status.Reason;
import com.justfaas.operator.status.Shortened;
import com.justfaas.operator.traffic.FunctionTraffic;
import com.justfaas.operator.workload.SpecMistakes;
import com.justfaas.operator.workload.WorkloadReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what was found out about a function into its status. */
final class StatusReport {

    /** Fits a terminal beside the other columns. */
    private static final int SUMMARY_LENGTH = 60;

    /** A quarter of what metav1.Condition allows. */
    private static final int MESSAGE_LENGTH = 8_000;

    private final Function function;
    private final Subscription subscription;
    private final Registration registration;

    StatusReport(Function function, Subscription subscription, Registration registration) {
        this.function = function;
        this.subscription = subscription;
        this.registration = registration;
    }

    /** The status that is due; equal to the present one when there is nothing new. */
    FunctionStatus of(WorkloadReport workload, FunctionTraffic traffic, Instant now) {
        Long generation = function.getMetadata().getGeneration();
        FunctionStatus before = function.getStatus();
        List<Condition> known = before == null ? List.of() : before.conditions();
        List<Finding> findings = new ArrayList<>();
        findings.add(specValid(SpecMistakes.in(function.getSpec())));
        findings.add(annotationsValid(AnnotationMistakes.of(function, subscription)));
        findings.add(eventsRegistered(registration, subscription));
        findings.addAll(workload.findings());
        findings.addFirst(ready(findings));
        findings.add(Delivering.of(subscription.policy().paused(), traffic, known));
        List<String> topics = subscription.topics().stream().map(TopicPattern::text).toList();
        return new FunctionStatus(
                generation,
                Conditions.merge(known, findings, generation, now),
                topics,
                topics.isEmpty() ? null : Shortened.join(topics, ",", SUMMARY_LENGTH),
                url(function, registration),
                workload.replicas(),
                traffic.pending(),
                traffic.deadLetters());
    }

    /** The summary: the first that is not the case, or all is well. */
    private static Finding ready(List<Finding> findings) {
        return findings.stream()
                .filter(Finding::isBad)
                .findFirst()
                .map(bad -> Finding.bad(Finding.READY, bad.reason(), bad.message()))
                .orElseGet(() -> Finding.good(Finding.READY, Reason.READY, "all is well"));
    }

    private static Finding specValid(List<String> mistakes) {
        return mistakes.isEmpty()
                ? Finding.good(Finding.SPEC_VALID, Reason.VALID, "the spec can be used")
                : Finding.bad(
                        Finding.SPEC_VALID,
                        Reason.INVALID_SPEC,
                        Shortened.join(mistakes, "; ", MESSAGE_LENGTH));
    }

    private static Finding annotationsValid(List<String> mistakes) {
        return mistakes.isEmpty()
                ? Finding.good(
                        Finding.ANNOTATIONS_VALID, Reason.VALID, "the annotations can be used")
                : Finding.bad(
                        Finding.ANNOTATIONS_VALID,
                        Reason.INVALID_ANNOTATION,
                        Shortened.join(mistakes, "; ", MESSAGE_LENGTH));
    }

    private static Finding eventsRegistered(Registration registration, Subscription subscription) {
        String type = Finding.EVENTS_REGISTERED;
        return switch (registration) {
            case Registered _ -> Finding.good(type, Reason.REGISTERED, registered(subscription));
            case Refused(String mistake) -> Finding.bad(type, Reason.INVALID_NAME, mistake);
            case Waiting(String problem) ->
                    Finding.bad(
                            type,
                            Reason.STREAM_UNAVAILABLE,
                            "it is announced as soon as NATS answers: "
                                    + Shortened.cut(problem, MESSAGE_LENGTH));
        };
    }

    private static String registered(Subscription subscription) {
        if (subscription.topics().isEmpty()) {
            return "it gets calls; it asks for no events";
        }
        return subscription.filter() instanceof EventFilter.Unreadable
                ? "it gets calls, and no events until its filter can be read"
                : "it gets calls and the events it asks for";
    }

    private static @Nullable String url(Function function, Registration registration) {
        return switch (registration) {
            case Refused _ -> null;
            case Registered _, Waiting _ ->
                    "http://%s.%s.svc.cluster.local:8080/"
                            .formatted(
                                    function.getMetadata().getName(),
                                    function.getMetadata().getNamespace());
        };
    }
}
