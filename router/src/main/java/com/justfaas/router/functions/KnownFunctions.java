package com.justfaas.router.functions;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The functions, and how much is known of them. */
public final class KnownFunctions {

    private final Supplier<FunctionSnapshot> snapshot;
    private final BooleanSupplier read;
    private final BooleanSupplier current;

    /**
     * @param read whether all of them have been read once
     * @param current whether there may be no newer ones, NATS being there
     */
    public KnownFunctions(
            Supplier<FunctionSnapshot> snapshot, BooleanSupplier read, BooleanSupplier current) {
        this.snapshot = snapshot;
        this.read = read;
        this.current = current;
    }

    public FunctionSnapshot now() {
        return snapshot.get();
    }

    /** Whether there was a moment when all of them were known. */
    public boolean wereRead() {
        return read.getAsBoolean();
    }

    /** Whether somebody who is not among them is not there. */
    public boolean areCurrent() {
        return current.getAsBoolean();
    }
}
