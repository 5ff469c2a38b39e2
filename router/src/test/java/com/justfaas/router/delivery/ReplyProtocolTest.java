package com.justfaas.router.delivery;

import static com.justfaas.router.delivery.Samples.EVENT;
import static com.justfaas.router.delivery.Samples.POLICY;
import static com.justfaas.router.delivery.Samples.ended;
import static com.justfaas.router.delivery.Samples.fresh;
import static com.justfaas.router.delivery.Samples.live;
import static com.justfaas.router.delivery.Samples.permitted;
import static com.justfaas.router.delivery.Samples.replied;
import static com.justfaas.router.delivery.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.delivery.DeliveryCommand.BuryReply;
import com.justfaas.router.delivery.DeliveryCommand.Release;
import com.justfaas.router.delivery.DeliveryCommand.SetReplyAside;
import com.justfaas.router.delivery.DeliveryCommand.StartStoreAgainTimer;
import com.justfaas.router.delivery.DeliveryCommand.StoreReply;
import com.justfaas.router.delivery.DeliveryInput.CopyFailed;
import com.justfaas.router.delivery.DeliveryInput.CopyStored;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterFailed;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterStored;
import com.justfaas.router.delivery.DeliveryInput.HandOverDue;
import com.justfaas.router.delivery.DeliveryInput.ReplyFailed;
import com.justfaas.router.delivery.DeliveryInput.ReplyNotSetAside;
import com.justfaas.router.delivery.DeliveryInput.ReplyRefused;
import com.justfaas.router.delivery.DeliveryInput.ReplyStored;
import com.justfaas.router.delivery.DeliveryInput.StoreAgainDue;
import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.delivery.DeliveryState.Over;
import com.justfaas.router.delivery.DeliveryState.Replying;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From an answer that is an event to the end. */
class ReplyProtocolTest {

    private static final Hold.Copy GUARD = new Hold.Copy(6, 12, Instant.EPOCH);
    private static final Step DELIVERED =
            new Step(new Over(Ending.DELIVERED), List.of(new Release(EVENT)));

    private static Step replying(String... types) {
        return live(permitted(), ended(replied(types)));
    }

    /** The one command of a step. */
    private static <C extends DeliveryCommand> C only(Step step, Class<C> type) {
        assertThat(step.commands()).singleElement().isInstanceOf(type);
        return type.cast(step.commands().getFirst());
    }

    @Test
    void theReplyIsStoredBeforeTheEventIsReleased() {
        Step step = replying("order.checked");

        assertThat(only(step, StoreReply.class).reply().event().getType())
                .isEqualTo("order.checked");
        assertThat(run(step, new ReplyStored())).isEqualTo(DELIVERED);
    }

    @Test
    void allRepliesOfOneAnswerAreStoredInTheirOrder() {
        Step first = replying("a", "b");
        Step second = run(first, new ReplyStored());

        assertThat(only(first, StoreReply.class).reply().event().getType()).isEqualTo("a");
        assertThat(only(second, StoreReply.class).reply().event().getType()).isEqualTo("b");
        assertThat(run(second, new ReplyStored())).isEqualTo(DELIVERED);
    }

    @Test
    void aReplyThatFindsNoRoomIsSetAsideAndTheEventReleased() {
        Step step = replying("a");
        StoredEvent reply = only(step, StoreReply.class).reply();
        Step aside = run(step, new ReplyFailed());

        assertThat(only(aside, SetReplyAside.class).reply()).isEqualTo(reply);
        assertThat(run(aside, new ReplyStored())).isEqualTo(DELIVERED);
    }

    @Test
    void whatCanBeStoredNowhereIsTriedAgainForEver() {
        Step step = replying("a");
        StoredEvent reply = only(step, StoreReply.class).reply();

        for (int i = 0; i < 3; i++) {
            step = run(step, new ReplyFailed(), new ReplyNotSetAside());
            assertThat(step.commands()).containsExactly(new StartStoreAgainTimer());
            step = run(step, new StoreAgainDue());
            assertThat(only(step, StoreReply.class).reply()).isEqualTo(reply);
        }
        assertThat(run(step, new ReplyStored())).isEqualTo(DELIVERED);
    }

    @Test
    void anAnswerThatMustNotGoOnBecomesADeadLetterAndTheDeliveryIsDone() {
        Step step = replying("com.justfaas.mine");
        BuryReply bury = only(step, BuryReply.class);

        assertThat(bury.reason()).isEqualTo(DeadLetterReason.ReplyRefused);
        assertThat(bury.record().event()).isEqualTo(fresh().event());
        assertThat(bury.record().attempts()).isEqualTo(1);
        assertThat(bury.record().failures())
                .hasValueSatisfying(
                        failures -> {
                            assertThat(failures.status()).isEqualTo(200);
                            assertThat(failures.detail()).contains("com.justfaas.mine");
                            assertThat(failures.response()).contains("com.justfaas.mine");
                        });
        Step again = run(step, new DeadLetterFailed());
        assertThat(again.commands()).containsExactly(new StartStoreAgainTimer());
        assertThat(only(run(again, new StoreAgainDue()), BuryReply.class)).isEqualTo(bury);
        assertThat(run(step, new DeadLetterStored())).isEqualTo(DELIVERED);
    }

    @Test
    void aReplyThatNoStreamTakesBecomesADeadLetterAndTheOthersGoOn() {
        Step step = run(replying("a", "b"), new ReplyRefused("it is too large"));

        assertThat(only(step, BuryReply.class).record().failures().map(Failures::detail))
                .contains("it is too large");
        step = run(step, new DeadLetterStored());
        assertThat(only(step, StoreReply.class).reply().event().getType()).isEqualTo("b");
    }

    @Test
    void theCopyThatGuardsTheAttemptIsKeptUntilTheReplyIsStored() {
        Step answered = live(permitted(), new HandOverDue(POLICY), ended(replied("a")));
        Step step = run(answered, new CopyStored(GUARD));

        assertThat(step.commands()).hasSize(2).first().isEqualTo(new Release(EVENT));
        assertThat(step.commands().getLast()).isInstanceOf(StoreReply.class);
        assertThat(run(step, new ReplyStored()).commands()).containsExactly(new Release(GUARD));
        assertThat(run(answered, new CopyFailed(), new ReplyStored())).isEqualTo(DELIVERED);
    }

    @Test
    void whatComesTooLateChangesNothing() {
        Step step = replying("a");

        assertThat(List.of(permitted(), new HandOverDue(POLICY), new CopyStored(GUARD)))
                .allSatisfy(
                        input ->
                                assertThat(run(step, input).state())
                                        .isInstanceOf(Replying.class)
                                        .isEqualTo(step.state()));
    }
}
