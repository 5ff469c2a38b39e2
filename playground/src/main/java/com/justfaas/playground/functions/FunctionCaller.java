package com.justfaas.playground.functions;

import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import java.time.Duration;

/** Calls what stands behind a function, once. */
public final class FunctionCaller {

    private final LocalCaller local;
    private final SampleCaller samples;

    public FunctionCaller(LocalCaller local, SampleCaller samples) {
        this.local = local;
        this.samples = samples;
    }

    public CallOutcome call(Backend backend, FunctionRequest request, Duration limit)
            throws InterruptedException {
        return switch (backend) {
            case Backend.InPlayground(var sample, var env) ->
                    samples.call(sample, env, request, limit);
            case Backend.OnThisMachine(int port) -> local.call(port, request, limit);
            case Backend.Nothing(String reason) -> new CallOutcome.NotConnected(reason);
        };
    }
}
