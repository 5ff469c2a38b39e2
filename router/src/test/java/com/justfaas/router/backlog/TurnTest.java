package com.justfaas.router.backlog;

import static com.justfaas.router.backlog.BacklogFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.streams.BacklogEntry;
import com.justfaas.events.topics.Subscription;
import com.justfaas.router.callback.Receivers;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnTest {

    private static final FunctionName NAME = new FunctionName("shop", "checkout");
    private static final DeliveryRecord RECORD =
            DeliveryRecord.first(NAME, "uid-1", 7, NOON, BacklogFixture.event("7", 10));
    private static final BacklogEntry DUE = new BacklogEntry(3, NOON, 2, Optional.of(RECORD));

    private static Optional<KnownFunction> known(String uid) {
        return Optional.of(new KnownFunction(NAME, uid, Subscription.NOTHING, NOON));
    }

    @Test
    void delivers() {
        assertThat(Turn.of(DUE, known("uid-1"), NOON))
                .isEqualTo(new Turn.Deliver(known("uid-1").orElseThrow()));
    }

    @Test
    void waitsUntilItIsDueWhateverBecameOfTheFunction() {
        Instant before = NOON.minusSeconds(3);

        assertThat(Turn.of(DUE, known("uid-1"), before))
                .isEqualTo(new Turn.Wait(Duration.ofSeconds(3)));
        assertThat(Turn.of(DUE, Optional.empty(), before)).isInstanceOf(Turn.Wait.class);
    }

    @Test
    void removesWhatIsNoDelivery() {
        BacklogEntry odd = new BacklogEntry(3, NOON, 0, Optional.empty());

        assertThat(Turn.of(odd, known("uid-1"), NOON)).isEqualTo(new Turn.Remove());
        assertThat(Turn.of(odd, Optional.empty(), NOON)).isEqualTo(new Turn.Remove());
    }

    @Test
    void doubtsWhereTheFunctionIsAnotherOrGone() {
        assertThat(Turn.of(DUE, known("uid-2"), NOON)).isEqualTo(new Turn.Doubt("uid-1 uid-2"));
        assertThat(Turn.of(DUE, Optional.empty(), NOON)).isEqualTo(new Turn.Doubt("uid-1 gone"));
    }

    /** How old an event may be is for each function to say. */
    @Test
    void startsTheDeliveriesOfAnEventHoweverOldItIs() {
        Receivers receivers = new Receivers(() -> FunctionSnapshot.EMPTY);
        DeliveryRecord event =
                DeliveryRecord.first(
                        Names.Receivers.WAITING_EVENTS,
                        Receivers.EVENTS_UID,
                        7,
                        NOON,
                        BacklogFixture.event("7", 10));

        assertThat(
                        Turn.of(
                                new BacklogEntry(3, NOON, 2, Optional.of(event)),
                                receivers.find(Names.Receivers.WAITING_EVENTS),
                                NOON.plus(Duration.ofDays(30))))
                .isInstanceOf(Turn.Deliver.class);
    }

    @Test
    void buriesWhatIsTooOld() {
        assertThat(Turn.of(DUE, known("uid-1"), NOON.plus(Duration.ofDays(2))))
                .isEqualTo(new Turn.Bury(DeadLetterReason.Expired));
    }
}
