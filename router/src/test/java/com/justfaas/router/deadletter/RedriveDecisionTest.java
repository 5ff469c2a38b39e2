package com.justfaas.router.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.DeadLetter;
import com.justfaas.events.topics.EventAnnotations;
import com.justfaas.router.functions.KnownFunction;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RedriveDecisionTest {

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant LONG_AGO = NOW.minusSeconds(1_000_000);
    private static final StoredEvent EVENT =
            new StoredEvent(
                    Graveyard.event("e1", "text/plain", new byte[] {1}), "https://hooks.shop/x");

    private final Map<FunctionName, KnownFunction> known =
            Map.of(
                    CHECKOUT,
                    new KnownFunction(
                            CHECKOUT, "uid-2", EventAnnotations.read(Map.of()), LONG_AGO));

    private RedriveDecision decide(DeadLetter letter) {
        return RedriveDecision.on(letter, name -> Optional.ofNullable(known.get(name)), NOW);
    }

    private static DeadLetter letter(FunctionName function, DeadLetterReason reason) {
        return new DeadLetter.Delivery(
                1,
                LONG_AGO,
                reason,
                new DeliveryRecord(
                        function,
                        "uid-1",
                        17,
                        LONG_AGO,
                        11,
                        Optional.of(new Failures(LONG_AGO, LONG_AGO, 500, "", "")),
                        EVENT));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "Malformed")
    void givesAFreshBudgetToTheFunctionOfNow(DeadLetterReason reason) {
        assertThat(decide(letter(CHECKOUT, reason)))
                .isEqualTo(
                        new RedriveDecision.Redrive(
                                new DeliveryRecord(
                                        CHECKOUT, "uid-2", 17, NOW, 0, Optional.empty(), EVENT)));
    }

    @Test
    void skipsWhatNobodyIsThereFor() {
        assertThat(
                        decide(
                                letter(
                                        new FunctionName("shop", "gone"),
                                        DeadLetterReason.FunctionDeleted)))
                .isEqualTo(new RedriveDecision.Skip("there is no function shop/gone now"));
    }

    @Test
    void skipsWhatIsMalformed() {
        assertThat(decide(letter(CHECKOUT, DeadLetterReason.Malformed)))
                .isInstanceOf(RedriveDecision.Skip.class);
        assertThat(
                        decide(
                                new DeadLetter.Unreadable(
                                        1,
                                        LONG_AGO,
                                        Optional.of(CHECKOUT),
                                        Optional.empty(),
                                        "",
                                        Map.of(),
                                        Payload.EMPTY)))
                .isInstanceOf(RedriveDecision.Skip.class);
    }
}
