package com.justfaas.playground.samples;

import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionAnswer;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.call.Headers;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Answers with a new event: of the type that the variable {@code TYPE} names, with the data that it
 * got.
 */
final class Answering implements Sample {

    private static final String CONTENT_TYPE = "Content-Type";

    @Override
    public CallOutcome call(FunctionRequest request, Map<String, String> env) {
        Headers event =
                new Headers(
                        Map.of(
                                "ce-specversion",
                                List.of("1.0"),
                                "ce-id",
                                List.of(UUID.randomUUID().toString()),
                                "ce-source",
                                List.of("/playground/answering"),
                                "ce-type",
                                List.of(env.getOrDefault("TYPE", "question.answered")),
                                CONTENT_TYPE,
                                List.of(
                                        request.headers()
                                                .first(CONTENT_TYPE)
                                                .orElse("text/plain"))));
        return new CallOutcome.Answered(new FunctionAnswer(200, event, request.body()));
    }
}
