package com.justfaas.playground.samples;

import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fails twice and works the third time, by the attempt that the request names, so that every event
 * needs three; calls that name none are counted.
 */
final class Flaky implements Sample {

    private static final int GOOD_ONE = 3;
    private static final String ATTEMPT = "X-Event-Attempt";

    private final AtomicLong unnumbered = new AtomicLong();

    @Override
    public CallOutcome call(FunctionRequest request, Map<String, String> env) {
        long attempt =
                request.headers()
                        .first(ATTEMPT)
                        .filter(text -> text.matches("\\d{1,9}"))
                        .map(Long::valueOf)
                        .orElseGet(unnumbered::incrementAndGet);
        return attempt % GOOD_ONE == 0
                ? CallOutcome.text(200, "worked, this time")
                : CallOutcome.text(500, "failed, try again");
    }
}
