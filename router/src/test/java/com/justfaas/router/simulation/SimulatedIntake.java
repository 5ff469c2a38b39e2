package com.justfaas.router.simulation;

import com.justfaas.events.codec.DeliveryRecord;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes events from the consumer that all replicas share, and begins their deliveries. */
final class SimulatedIntake {

    private static final int MOST_HELD = 6;

    private final World world;
    private final Replica replica;
    private final Set<HeldEvent> held = new LinkedHashSet<>();

    SimulatedIntake(World world, Replica replica) {
        this.world = world;
        this.replica = replica;
    }

    void pull() {
        Optional<EventStream.Event> next =
                held.size() < MOST_HELD ? world.streams().events().next() : Optional.empty();
        next.ifPresent(
                event -> replica.link().send("hand out", () -> replica.soon(() -> take(event))));
        int pause = next.isPresent() ? 10 : world.streams().events().isDone() ? 500 : 200;
        replica.after(world.chance().between(1, pause) * VirtualTime.MILLI, this::pull);
    }

    private void take(EventStream.Event event) {
        List<Known> receivers =
                replica.news().all().stream().filter(known -> known.wants(event.kind())).toList();
        world.note(() -> replica + " takes event %d for %s".formatted(event.sequence(), receivers));
        if (receivers.isEmpty()) {
            replica.link()
                    .send("ack", () -> world.streams().events().acknowledge(event.sequence()));
            return;
        }
        HeldEvent holding = new HeldEvent(world, replica, this, event, receivers.size());
        held.add(holding);
        for (Known receiver : receivers) {
            DeliveryRecord record = world.streams().events().record(event, receiver);
            Keeper keeper = holding.keeper();
            replica.run(keeper, record, false, world.rules().begin(record, keeper.hold()));
        }
    }

    void letGo(HeldEvent event) {
        held.remove(event);
    }
}
