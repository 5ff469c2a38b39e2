package com.justfaas.router.simulation;

import com.justfaas.router.delivery.Hold;

/** One event and its deliveries: acknowledged when the last of them does not need it any more. */
final class HeldEvent {

    private final World world;
    private final Replica replica;
    private final SimulatedIntake intake;
    private final EventStream.Event event;
    private int open;

    HeldEvent(
            World world,
            Replica replica,
            SimulatedIntake intake,
            EventStream.Event event,
            int deliveries) {
        this.world = world;
        this.replica = replica;
        this.intake = intake;
        this.event = event;
        this.open = world.rules().releasesBeforeAck(deliveries);
        replica.after(world.fate().conditions().ackWait() / 3, this::extend);
    }

    private void extend() {
        if (open > 0) {
            long sequence = event.sequence();
            replica.link()
                    .send("extend " + sequence, () -> world.streams().events().extend(sequence));
            replica.after(world.fate().conditions().ackWait() / 3, this::extend);
        }
    }

    Keeper keeper() {
        return new Keeper() {
            private boolean released;

            @Override
            public Hold hold() {
                return new Hold.Event();
            }

            @Override
            public void release() {
                if (!released) {
                    released = true;
                    closeOne();
                }
            }

            @Override
            public void leave() {
                throw new Violation("an event is never left");
            }
        };
    }

    private void closeOne() {
        if (--open == 0) {
            long sequence = event.sequence();
            intake.letGo(this);
            replica.link()
                    .send("ack " + sequence, () -> world.streams().events().acknowledge(sequence));
        }
    }
}
