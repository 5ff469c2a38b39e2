package com.justfaas.router.simulation;

import com.justfaas.router.delivery.DeliveryCommand.StoreCopy;
import com.justfaas.router.delivery.DeliveryCommand.StoreDeadLetter;
import com.justfaas.router.delivery.DeliveryInput;
import com.justfaas.router.delivery.DeliveryInput.CopyFailed;
import com.justfaas.router.delivery.DeliveryInput.CopyStored;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterFailed;
import com.justfaas.router.delivery.DeliveryInput.DeadLetterStored;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Tiers;
import java.time.Instant;
import java.util.function.Consumer;

/** Stores copies of deliveries and removes them, by way of one replica's link. */
final class SimulatedCopies {

    private final World world;
    private final Replica replica;

    SimulatedCopies(World world, Replica replica) {
        this.world = world;
        this.replica = replica;
    }

    void store(StoreCopy store, Hold from, Consumer<DeliveryInput> then) {
        int tier = Tiers.of(store.delay());
        long due = world.time().now() + VirtualTime.micros(store.delay());
        String id = world.rules().copyId(store.record(), from, tier);
        replica.link()
                .request(
                        "store " + id,
                        () -> world.streams().backlog().store(store.record(), tier, due, id),
                        sequence -> {
                            then.accept(
                                    new CopyStored(new Hold.Copy(tier, sequence, Instant.EPOCH)));
                            replica.announce(store.record().function());
                        },
                        () -> then.accept(new CopyFailed()));
    }

    void bury(StoreDeadLetter bury, Hold from, Consumer<DeliveryInput> then) {
        String id = Rules.origin(bury.record(), from) + "/dead";
        replica.link()
                .request(
                        "bury " + id,
                        () -> world.streams().deadLetters().store(bury.record(), bury.reason(), id),
                        _ -> then.accept(new DeadLetterStored()),
                        () -> then.accept(new DeadLetterFailed()));
    }

    void remove(Hold.Copy guard) {
        replica.link()
                .remove(
                        "remove guard " + guard.sequence(),
                        () -> world.streams().backlog().remove(guard.sequence()),
                        () -> {});
    }
}
