package com.justfaas.playground.functions;

import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.samples.Sample;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls samples. One that takes too long works on, as a function in a pod would. */
public final class SampleCaller {

    CallOutcome call(
            Sample sample, Map<String, String> env, FunctionRequest request, Duration limit)
            throws InterruptedException {
        FutureTask<CallOutcome> work = new FutureTask<>(() -> sample.call(request, env));
        Thread.ofVirtual().name("sample").start(work);
        try {
            return work.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException atWork) {
            return new CallOutcome.TimedOut(limit);
        } catch (ExecutionException e) {
            return CallOutcome.text(500, "the sample broke: " + e.getCause());
        }
    }
}
