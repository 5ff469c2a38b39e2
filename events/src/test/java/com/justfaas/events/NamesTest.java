package com.justfaas.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Names.Subjects;
import com.justfaas.events.Names.Subjects.BacklogSubject;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");

    @Test
    void namesTheSubjectOfAnEvent() {
        assertThat(Subjects.event("order.created"))
                .isEqualTo("com.justfaas.event.added.order.created");
        assertThat(Subjects.typeOfEvent("com.justfaas.event.added.order.created"))
                .contains("order.created");
        assertThat(Subjects.typeOfEvent("com.justfaas.function.added.shop.checkout")).isEmpty();
    }

    @Test
    void namesTheSubjectsOfAFunction() {
        assertThat(Subjects.invoked(CHECKOUT))
                .isEqualTo("com.justfaas.function.invoked.shop.checkout");
        assertThat(Subjects.management(EventTypes.FUNCTION_ADDED, CHECKOUT))
                .isEqualTo("com.justfaas.function.added.shop.checkout");
        assertThat(Subjects.anyManagement(CHECKOUT))
                .isEqualTo("com.justfaas.function.*.shop.checkout");
        assertThat(Subjects.backlog(CHECKOUT, 3)).isEqualTo("com.justfaas.backlog.shop.checkout.3");
        assertThat(Subjects.deadLetter(CHECKOUT))
                .isEqualTo("com.justfaas.deadletter.shop.checkout");
        assertThat(Subjects.wake(CHECKOUT, 3)).isEqualTo("com.justfaas.wake.shop.checkout.3");
        assertThat(Subjects.malformedDeadLetter()).isEqualTo("com.justfaas.deadletter._.malformed");
    }

    @Test
    void readsEveryFunctionBackFromItsSubjects() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            FunctionName function =
                    new FunctionName(
                            "n" + NastyText.next(random, 6), NastyText.next(random, 6) + "f");

            assertThat(Subjects.functionOfInvoked(Subjects.invoked(function))).contains(function);
            assertThat(Subjects.functionOfDeadLetter(Subjects.deadLetter(function)))
                    .contains(function);
            assertThat(Subjects.parseWake(Subjects.wake(function, i % 12)))
                    .contains(new BacklogSubject(function, i % 12));
            assertThat(Subjects.parseBacklog(Subjects.backlog(function, i % 12)))
                    .contains(new BacklogSubject(function, i % 12));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.justfaas.function.invoked.shop",
                "com.justfaas.function.invoked.shop.checkout.more",
                "com.justfaas.function.invoked.%.checkout",
                "com.justfaas.function.invoked.shop.%",
                "com.justfaas.function.invoked.shop.%C0%A0",
                "com.justfaas.function.invoked",
                "com.justfaas.event.added.shop.checkout"
            })
    void findsNoFunctionWhereNoneIsNamed(String subject) {
        assertThat(Subjects.functionOfInvoked(subject)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.justfaas.backlog.shop.checkout",
                "com.justfaas.backlog.shop.checkout.x",
                "com.justfaas.backlog.shop.checkout.1000",
                "com.justfaas.backlog.3",
                "com.justfaas.backlog.shop.3",
                "com.justfaas.deadletter.shop.checkout.3"
            })
    void findsNoBacklogWhereNoneIsNamed(String subject) {
        assertThat(Subjects.parseBacklog(subject)).isEmpty();
    }

    @Test
    void givesDeadLettersThatNameNoFunctionASubjectThatNoFunctionHas() {
        assertThat(Subjects.functionOfDeadLetter(Subjects.malformedDeadLetter()))
                .contains(new FunctionName("_", "malformed"));
    }
}
