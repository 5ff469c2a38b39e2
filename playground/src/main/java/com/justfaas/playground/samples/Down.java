package com.justfaas.playground.samples;

import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import java.util.Map;

/** Nobody is there, as when all of its pods are gone. */
final class Down implements Sample {

    @Override
    public CallOutcome call(FunctionRequest request, Map<String, String> env) {
        return new CallOutcome.NotConnected("connection refused");
    }
}
