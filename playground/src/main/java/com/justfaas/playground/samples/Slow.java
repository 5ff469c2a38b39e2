package com.justfaas.playground.samples;

import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Takes three seconds, or as many as the variable {@code SECONDS} says. */
final class Slow implements Sample {

    @Override
    public CallOutcome call(FunctionRequest request, Map<String, String> env)
            throws InterruptedException {
        int seconds =
                Optional.ofNullable(env.get("SECONDS"))
                        .filter(text -> text.matches("\\d{1,5}"))
                        .map(Integer::valueOf)
                        .orElse(3);
        Thread.sleep(Duration.ofSeconds(seconds));
        return CallOutcome.text(200, "done after %d s".formatted(seconds));
    }
}
