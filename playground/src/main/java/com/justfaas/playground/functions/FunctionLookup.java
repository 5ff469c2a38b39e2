package com.justfaas.playground.functions;

import com.justfaas.events.FunctionName;

/** Finds what stands behind a function. */
@FunctionalInterface
public interface FunctionLookup {

    /** {@link Backend.Nothing} when there is no such function. */
    Backend find(FunctionName function);
}
