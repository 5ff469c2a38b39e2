package com.justfaas.operator.leadership;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A time in which this replica leads. */
public final class Term implements AutoCloseable {

    private final BooleanSupplier held;
    private final CompletableFuture<?> over;
    private final Runnable release;

    Term(BooleanSupplier held, CompletableFuture<?> over, Runnable release) {
        this.held = held;
        this.over = over;
        this.release = release;
    }

    /**
     * Whether nobody else can have begun to lead by now. Turns false before another replica may
     * begin, also when this process was frozen meanwhile.
     */
    public boolean isHeld() {
        return !over.isDone() && held.getAsBoolean();
    }

    /** Done when the lead is lost, some seconds after {@link #isHeld()} at most. */
    public CompletableFuture<?> over() {
        return over;
    }

    /** Gives the lead back, so that another replica need not wait for the lease to run out. */
    @Override
    public void close() {
        release.run();
    }
}
