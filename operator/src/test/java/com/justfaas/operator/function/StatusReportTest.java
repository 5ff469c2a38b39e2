package com.justfaas.operator.function;

import static com.justfaas.operator.function.Resources.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.crds.v1alpha1.Annotations;
import com.justfaas.crds.v1alpha1.Condition;
import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionSpec;
import com.justfaas.crds.v1alpha1.FunctionStatus;
import com.justfaas.events.topics.EventAnnotations;
import com.justfaas.operator.function.Registration.Refused;
import com.justfaas.operator.function.Registration.Registered;
import com.justfaas.operator.function.Registration.Waiting;
import com.justfaas.operator.status.Conditions;
import com.justfaas.operator.status.Finding;
import com.justfaas.operator.status.Reason;
import com.justfaas.operator.traffic.FunctionTraffic;
import com.justfaas.operator.workload.WorkloadReport;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusReportTest {

    private static final FunctionSpec SPEC =
            new FunctionSpec("shop/checkout", null, List.of(), null, List.of(), List.of());

    private static final WorkloadReport NO_WORKLOAD =
            new WorkloadReport(
                    List.of(
                            Finding.unknown(
                                    Finding.WORKLOAD_AVAILABLE, Reason.NOT_MANAGED, "elsewhere")),
                    null,
                    Optional.empty());

    @Test
    void isReadyWhenAllIsWell() {
        FunctionStatus status =
                report(checkout("order.created, order.>", SPEC), new Registered(List.of()));
        assertThat(status.observedGeneration()).isEqualTo(3);
        assertThat(status.topics()).containsExactly("order.created", "order.>");
        assertThat(status.topicsSummary()).isEqualTo("order.created,order.>");
        assertThat(status.url()).isEqualTo("http://checkout.shop.svc.cluster.local:8080/");
        assertThat(status.replicas()).isNull();
        assertThat(status.conditions())
                .extracting(Condition::type)
                .containsExactly(
                        "Ready",
                        "SpecValid",
                        "AnnotationsValid",
                        "EventsRegistered",
                        "WorkloadAvailable",
                        "Delivering");
        assertThat(status.conditions())
                .allMatch(
                        condition ->
                                condition.holds() || condition.type().equals("WorkloadAvailable"))
                .allMatch(
                        condition -> condition.lastTransitionTime().equals("2026-11-24T12:00:00Z"))
                .allMatch(condition -> Long.valueOf(3).equals(condition.observedGeneration()));
    }

    @Test
    void showsThatAFunctionIsPausedAndLeavesItReady() {
        Function paused = checkout("order.created", SPEC);
        paused.getMetadata().getAnnotations().put("justfaas.com/event-paused", "true");

        FunctionStatus status = report(paused, new Registered(List.of()));

        assertThat(condition(status, "Delivering"))
                .returns("False", Condition::status)
                .returns("Paused", Condition::reason);
        assertThat(condition(status, "Ready").holds()).isTrue();
    }

    @Test
    void keepsGoodTopicsAndNamesEachMistake() {
        FunctionStatus status =
                report(checkout("order.created,a.>.b,c*", SPEC), new Registered(List.of()));
        assertThat(status.topics()).containsExactly("order.created");
        Condition annotations = condition(status, "AnnotationsValid");
        assertThat(annotations.status()).isEqualTo("False");
        assertThat(annotations.reason()).isEqualTo("InvalidAnnotation");
        assertThat(annotations.message()).contains("\"a.>.b\"", "\"c*\"");
        assertThat(condition(status, "EventsRegistered").holds()).isTrue();
        assertThat(condition(status, "Ready"))
                .returns("False", Condition::status)
                .returns("InvalidAnnotation", Condition::reason)
                .returns(annotations.message(), Condition::message);
    }

    @Test
    void asksWhatAnUnknownAnnotationWasMeantToBeAndUsesTheOthers() {
        Function checkout = checkout("order.created", SPEC);
        Map<String, String> annotations = checkout.getMetadata().getAnnotations();
        annotations.put("justfaas.com/event-typ", "order.paid");
        annotations.put("justfaas.com/Scale-Max", "3");
        annotations.put("justfaas.com/scale-mim", "0");
        annotations.put("justfaas.com/event-retries", "3");

        FunctionStatus status = report(checkout, new Registered(List.of()));

        assertThat(status.topics()).containsExactly("order.created");
        assertThat(condition(status, "AnnotationsValid"))
                .returns("False", Condition::status)
                .returns("InvalidAnnotation", Condition::reason)
                .returns(
                        "justfaas.com/event-typ: \"order.paid\" is not used, because there is no such annotation; did you mean justfaas.com/event-type?; "
                                + "justfaas.com/Scale-Max: \"3\" is not used, because there is no such annotation; did you mean justfaas.com/scale-max?; "
                                + "justfaas.com/scale-mim: \"0\" is not used, because there is no such annotation; did you mean justfaas.com/scale-min?",
                        Condition::message);
    }

    @Test
    void leavesKnownAnnotationsAndThoseOfOthersAlone() {
        Function checkout = checkout("order.created", SPEC);
        Map<String, String> annotations = checkout.getMetadata().getAnnotations();
        Annotations.ALL.forEach(known -> annotations.put(known.name(), known.standard()));
        annotations.put("justfaas.com/owner", "shop");
        annotations.put("justfaas.com/run-as-non-root", "true");
        annotations.put("example.com/scale-mim", "1");

        FunctionStatus status = report(checkout, new Registered(List.of()));

        assertThat(condition(status, "AnnotationsValid"))
                .returns("True", Condition::status)
                .returns("the annotations can be used", Condition::message);
        assertThat(condition(status, "Ready").holds()).isTrue();
    }

    @Test
    void saysThatNoEventsComeUntilTheFilterIsMended() {
        Function checkout = checkout("order.created", SPEC);
        checkout.getMetadata()
                .getAnnotations()
                .put("justfaas.com/event-filter", "region = 'eu' AND");

        FunctionStatus status = report(checkout, new Registered(List.of()));

        assertThat(status.topics()).containsExactly("order.created");
        assertThat(condition(status, "AnnotationsValid"))
                .returns("False", Condition::status)
                .returns("InvalidAnnotation", Condition::reason)
                .extracting(Condition::message)
                .asString()
                .startsWith(
                        "justfaas.com/event-filter: \"region = 'eu' AND\" ends before it is complete; write it like")
                .endsWith("Until it is mended the function gets no events");
        assertThat(condition(status, "EventsRegistered"))
                .returns("True", Condition::status)
                .returns(
                        "it gets calls, and no events until its filter can be read",
                        Condition::message);
        assertThat(condition(status, "Ready").holds()).isFalse();
    }

    @Test
    void readsASpecOfWhichNothingCouldBeRead() {
        for (FunctionSpec spec :
                new @Nullable FunctionSpec[] {
                    null, new FunctionSpec(null, null, List.of(), null, List.of(), List.of())
                }) {
            FunctionStatus status =
                    report(checkout("order.created", spec), new Registered(List.of()));
            assertThat(condition(status, "SpecValid"))
                    .returns("False", Condition::status)
                    .returns("InvalidSpec", Condition::reason)
                    .extracting(Condition::message)
                    .asString()
                    .contains("image");
        }
    }

    @Test
    void hasNoAddressForANameThatNoServiceCanHave() {
        FunctionStatus status =
                report(checkout("order.created", SPEC), new Refused("no name for a Service"));
        assertThat(status.url()).isNull();
        assertThat(condition(status, "EventsRegistered"))
                .returns("False", Condition::status)
                .returns("InvalidName", Condition::reason);
    }

    @Test
    void saysThatItWaitsForNats() {
        FunctionStatus status =
                report(checkout("order.created", SPEC), new Waiting("the connection is lost"));
        assertThat(condition(status, "EventsRegistered"))
                .returns("False", Condition::status)
                .returns("StreamUnavailable", Condition::reason)
                .extracting(Condition::message)
                .asString()
                .contains("the connection is lost");
    }

    @Test
    void isTheSameWhenItIsFoundTheSameLater() {
        Function function = checkout("order.created", SPEC);
        FunctionStatus first = report(function, new Registered(List.of()));
        function.setStatus(first);
        FunctionStatus second =
                new StatusReport(
                                function,
                                EventAnnotations.read(function.getMetadata().getAnnotations()),
                                new Registered(List.of()))
                        .of(NO_WORKLOAD, FunctionTraffic.UNKNOWN, NOW.plus(Duration.ofHours(1)));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void movesTheTransitionTimeOfThatOneConditionWhoseStatusChanged() {
        Function function = checkout("order.created", SPEC);
        function.setStatus(report(function, new Registered(List.of())));
        FunctionStatus later =
                new StatusReport(
                                function,
                                EventAnnotations.read(Map.of("justfaas.com/event-retries", "many")),
                                new Registered(List.of()))
                        .of(NO_WORKLOAD, FunctionTraffic.UNKNOWN, NOW.plus(Duration.ofHours(1)));
        assertThat(condition(later, "AnnotationsValid").lastTransitionTime())
                .isEqualTo("2026-11-24T13:00:00Z");
        assertThat(condition(later, "EventsRegistered").lastTransitionTime())
                .isEqualTo("2026-11-24T12:00:00Z");
    }

    @Test
    void summarisesAHundredTopics() {
        String topics =
                IntStream.range(0, 100)
                        .mapToObj("order.created.%d"::formatted)
                        .collect(Collectors.joining(","));
        FunctionStatus status = report(checkout(topics, SPEC), new Registered(List.of()));
        assertThat(status.topics()).hasSize(100);
        assertThat(status.topicsSummary())
                .isEqualTo("order.created.0,order.created.1,order.created.2 and 97 more");
    }

    private static FunctionStatus report(Function function, Registration registration) {
        return new StatusReport(
                        function,
                        EventAnnotations.read(function.getMetadata().getAnnotations()),
                        registration)
                .of(NO_WORKLOAD, FunctionTraffic.UNKNOWN, NOW);
    }

    private static Function checkout(String topics, @Nullable FunctionSpec spec) {
        Function function = new Function();
        function.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace("shop")
                        .withName("checkout")
                        .withGeneration(3L)
                        .withAnnotations(Resources.topics(topics))
                        .build());
        function.setSpec(spec);
        return function;
    }

    private static Condition condition(FunctionStatus status, String type) {
        return Conditions.find(status.conditions(), type).orElseThrow();
    }
}
