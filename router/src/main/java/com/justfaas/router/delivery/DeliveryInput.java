package com.justfaas.router.delivery;

import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.invocation.InvocationOutcome;
import java.time.Instant;

/** What happens to a delivery. */
public sealed interface DeliveryInput {

    /** The lane has room: a permit is ours. */
    record Permitted(DeliveryPolicy policy) implements DeliveryInput {}

    /** The lane has no room soon, or the function takes nothing now. */
    record Refused() implements DeliveryInput {}

    /** The event was held for as long as it may be. */
    record HandOverDue(DeliveryPolicy policy) implements DeliveryInput {}

    /**
     * The attempt is over, and its permit given back.
     *
     * @param jitter from 0 to 1, drawn by chance
     */
    record AttemptEnded(
            InvocationOutcome outcome, DeliveryPolicy policy, Instant now, double jitter)
            implements DeliveryInput {}

    /**
     * An exception that no code expects came of the last command, or of the protocol itself.
     *
     * @param detail one line for people
     * @param jitter from 0 to 1, drawn by chance
     */
    record Faulted(String detail, DeliveryPolicy policy, Instant now, double jitter)
            implements DeliveryInput {}

    /** JetStream has the copy. */
    record CopyStored(Hold.Copy copy) implements DeliveryInput {}

    /** It is not certain that JetStream has the copy. */
    record CopyFailed() implements DeliveryInput {}

    /** JetStream has the dead letter. */
    record DeadLetterStored() implements DeliveryInput {}

    /** It is not certain that JetStream has the dead letter. */
    record DeadLetterFailed() implements DeliveryInput {}

    /** What becomes of a reply that is to be stored. */
    sealed interface OfReply extends DeliveryInput {}

    /** JetStream has the reply: as an event, or in the backlog, where it waits to become one. */
    record ReplyStored() implements OfReply {}

    /** There is no room for the reply among the events, or it is not certain that it is there. */
    record ReplyFailed() implements OfReply {}

    /** It is not certain that JetStream has the reply that was set aside. */
    record ReplyNotSetAside() implements OfReply {}

    /**
     * The reply can never be stored.
     *
     * @param mistake what is wrong with it, and what would be right
     */
    record ReplyRefused(String mistake) implements OfReply {}

    /** The time to try again to store has come. */
    record StoreAgainDue() implements DeliveryInput {}
}
