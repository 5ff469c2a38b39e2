package com.justfaas.playground.samples;

import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionAnswer;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.call.Headers;
import java.util.Map;

/** Gives back what it got, in the same content type. */
final class Echo implements Sample {

    private static final String CONTENT_TYPE = "Content-Type";

    @Override
    public CallOutcome call(FunctionRequest request, Map<String, String> env) {
        Headers headers =
                request.headers()
                        .first(CONTENT_TYPE)
                        .map(type -> Headers.of(CONTENT_TYPE, type))
                        .orElse(Headers.NONE);
        return new CallOutcome.Answered(new FunctionAnswer(200, headers, request.body()));
    }
}
