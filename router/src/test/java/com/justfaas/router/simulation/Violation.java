package com.justfaas.router.simulation;

import java.util.function.Supplier;

/** A schedule broke an invariant. */
final class Violation extends RuntimeException {

    Violation(String what) {
        super(what);
    }

    static void unless(boolean holds, Supplier<String> what) {
        if (!holds) {
            throw new Violation(what.get());
        }
    }
}
