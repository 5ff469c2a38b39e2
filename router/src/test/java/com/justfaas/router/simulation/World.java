package com.justfaas.router.simulation;

import java.util.function.Supplier;

/**
 * What all parts of a schedule share.
 *
 * @param rules of the router, which may be broken on purpose
 * @param functions the cluster's truth, of which replicas hear with a lag
 */
record World(
        Rules rules,
        Fate fate,
        VirtualTime time,
        Trace trace,
        Streams streams,
        Functions functions) {

    /** What JetStream keeps, whoever crashes, and the account of what became of it. */
    record Streams(
            EventStream events,
            BacklogStream backlog,
            DeadLetterStream deadLetters,
            ReplyStream replies,
            Ledger ledger) {}

    Chance chance() {
        return fate.chance();
    }

    Ledger ledger() {
        return streams.ledger();
    }

    void note(Supplier<String> what) {
        if (trace.isKept()) {
            trace.add(time.now(), what.get());
        }
    }
}
