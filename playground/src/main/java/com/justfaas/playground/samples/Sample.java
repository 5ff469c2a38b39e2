package com.justfaas.playground.samples;

import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import java.util.Map;

/** A function that runs in this process, possibly for several calls at a time. */
@FunctionalInterface
public interface Sample {

    /**
     * Answers, or behaves as if it could not be reached.
     *
     * @param env the plain values of the Function's {@code spec.env}
     */
    CallOutcome call(FunctionRequest request, Map<String, String> env) throws InterruptedException;
}
