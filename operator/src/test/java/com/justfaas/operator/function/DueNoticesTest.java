package com.justfaas.operator.function;

import static com.justfaas.operator.function.Resources.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.crds.v1alpha1.FunctionStatus;
import com.justfaas.events.codec.FunctionResource;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.codec.ManagementEvent.Kind;
import com.justfaas.operator.function.Registration.Registered;
import com.justfaas.operator.status.Conditions;
import com.justfaas.operator.status.Finding;
import com.justfaas.operator.status.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueNoticesTest {

    private static final FunctionResource CHECKOUT =
            Resources.function("checkout", "uid-1", "order.created");
    private static final Finding GOOD =
            Finding.good(Finding.ANNOTATIONS_VALID, Reason.VALID, "good");
    private static final Finding BAD =
            Finding.bad(Finding.ANNOTATIONS_VALID, Reason.INVALID_ANNOTATION, "\"c*\" is wrong");

    @Test
    void tellsOfANewFunction() {
        assertThat(DueNotices.between(null, status(GOOD, "order.created"), said(Kind.ADDED)))
                .containsExactly(new Notice(false, "Registered", "Gets events of order.created"));
    }

    @Test
    void tellsOfNewTopicsAndOfNoOtherModification() {
        FunctionStatus before = status(GOOD, "order.created");
        assertThat(DueNotices.between(before, status(GOOD, "order.paid"), said(Kind.MODIFIED)))
                .containsExactly(new Notice(false, "TopicsChanged", "Gets events of order.paid"));
        assertThat(DueNotices.between(before, before, said(Kind.MODIFIED))).isEmpty();
    }

    @Test
    void tellsOfAMistakeOnce() {
        FunctionStatus bad = status(BAD, "order.created");
        assertThat(DueNotices.between(null, bad, said()))
                .containsExactly(new Notice(true, "InvalidAnnotation", "\"c*\" is wrong"));
        assertThat(DueNotices.between(bad, bad, said())).isEmpty();
        assertThat(DueNotices.between(bad, status(GOOD, "order.created"), said())).isEmpty();
    }

    @Test
    void leavesAnOutageToTheCondition() {
        Finding waiting = Finding.bad(Finding.EVENTS_REGISTERED, Reason.STREAM_UNAVAILABLE, "away");
        assertThat(DueNotices.between(null, status(waiting, "a"), new Registration.Waiting("away")))
                .isEmpty();
    }

    private static Registration said(Kind... kinds) {
        return new Registered(
                List.of(kinds).stream().map(kind -> new ManagementEvent(kind, CHECKOUT)).toList());
    }

    private static FunctionStatus status(Finding finding, String topic) {
        return new FunctionStatus(
                1L,
                Conditions.merge(List.of(), List.of(finding), 1L, NOW),
                List.of(topic),
                topic,
                null,
                null,
                0L,
                0L);
    }

    @Test
    void saysOfAStreakOfFailuresOnceAndOfTheFirstDeadLetter() {
        FunctionStatus failing =
                status(
                        Finding.bad(Finding.DELIVERING, Reason.FAILING, "the last status is 500"),
                        "a");
        FunctionStatus stillFailing =
                status(
                        Finding.bad(Finding.DELIVERING, Reason.FAILING, "the last status is 503"),
                        "a");
        assertThat(DueNotices.between(null, failing, said()))
                .containsExactly(new Notice(true, "Failing", "the last status is 500"));
        assertThat(DueNotices.between(failing, stillFailing, said())).isEmpty();

        FunctionStatus dead =
                new FunctionStatus(1L, failing.conditions(), List.of("a"), "a", null, null, 3L, 1L);
        FunctionStatus more =
                new FunctionStatus(1L, failing.conditions(), List.of("a"), "a", null, null, 3L, 2L);
        assertThat(DueNotices.between(failing, dead, said()))
                .extracting(Notice::reason)
                .containsExactly("DeadLetters");
        assertThat(DueNotices.between(dead, more, said())).isEmpty();
    }
}
