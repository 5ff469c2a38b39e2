package com.justfaas.playground.samples;

import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import java.util.Map;

/** Refuses everything in a way that no retry mends. */
final class Picky implements Sample {

    @Override
    public CallOutcome call(FunctionRequest request, Map<String, String> env) {
        return CallOutcome.text(422, "I do not like it");
    }
}
