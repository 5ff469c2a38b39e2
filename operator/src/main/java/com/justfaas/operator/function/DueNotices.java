package com.justfaas.operator.function;

import com.justfaas.crds.v1alpha1.Condition;
import com.justfaas.crds.v1alpha1.FunctionStatus;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.codec.ManagementEvent.Kind;
import com.justfaas.operator.function.Registration.Registered;
import com.justfaas.operator.status.Conditions;
import com.justfaas.operator.status.Finding;
import com.justfaas.operator.status.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is worth a Kubernetes Event: changes only, so that looking again says nothing. */
final class DueNotices {

    /**
     * What passes by itself is in the condition only: an outage of NATS or of the API server, and
     * pods that start.
     */
    private static final Set<String> PASSING =
            Stream.of(
                            Reason.STREAM_UNAVAILABLE,
                            Reason.APPLY_FAILED,
                            Reason.STARTING,
                            Reason.PAUSED)
                    .map(Reason::text)
                    .collect(Collectors.toSet());

    private DueNotices() {}

    /** What changed from one status to the next, and by what was published. */
    static List<Notice> between(
            @Nullable FunctionStatus before, FunctionStatus after, Registration registration) {
        List<Notice> notices = new ArrayList<>();
        if (registration instanceof Registered(List<ManagementEvent> published)) {
            published.stream()
                    .map(event -> notice(event.kind(), before, after))
                    .flatMap(Optional::stream)
                    .forEach(notices::add);
        }
        Stream.of(
                        Finding.SPEC_VALID,
                        Finding.ANNOTATIONS_VALID,
                        Finding.EVENTS_REGISTERED,
                        Finding.WORKLOAD_AVAILABLE,
                        Finding.INGRESS_READY,
                        Finding.DELIVERING)
                .flatMap(type -> newMistake(type, before, after).stream())
                .forEach(notices::add);
        if (count(after) > 0 && before != null && count(before) == 0) {
            notices.add(
                    new Notice(
                            true,
                            "DeadLetters",
                            "The first dead letter: see GET /api/deadletters of the management port"));
        }
        return List.copyOf(notices);
    }

    private static Optional<Notice> notice(
            Kind kind, @Nullable FunctionStatus before, FunctionStatus after) {
        return switch (kind) {
            case ADDED -> Optional.of(new Notice(false, "Registered", topics(after)));
            case MODIFIED ->
                    before != null && before.topics().equals(after.topics())
                            ? Optional.empty()
                            : Optional.of(new Notice(false, "TopicsChanged", topics(after)));
            case DELETED -> Optional.empty();
        };
    }

    private static String topics(FunctionStatus status) {
        return status.topicsSummary() == null
                ? "Gets no events: no topics in its annotations"
                : "Gets events of " + status.topicsSummary();
    }

    private static Optional<Notice> newMistake(
            String type, @Nullable FunctionStatus before, FunctionStatus after) {
        Optional<Condition> known =
                before == null ? Optional.empty() : Conditions.find(before.conditions(), type);
        return Conditions.find(after.conditions(), type)
                .filter(condition -> Condition.FALSE.equals(condition.status()))
                .filter(condition -> !PASSING.contains(condition.reason()))
                .filter(condition -> known.filter(old -> isSame(old, condition)).isEmpty())
                .map(condition -> new Notice(true, condition.reason(), condition.message()));
    }

    /** The message of a streak of failures changes with each status: one notice is enough. */
    private static boolean isSame(Condition old, Condition now) {
        return now.type().equals(Finding.DELIVERING)
                ? old.status().equals(now.status()) && old.reason().equals(now.reason())
                : old.message().equals(now.message());
    }

    private static long count(FunctionStatus status) {
        return status.deadLetters() == null ? 0 : status.deadLetters();
    }
}
