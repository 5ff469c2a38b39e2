package com.justfaas.router.engine;

import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.CallReport;
import com.justfaas.router.invocation.FunctionResponse;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this replica's calls of each function came to since they were last reported. Only functions
 * that were called since then, or have calls in flight, take memory.
 */
public final class CallCounts {

    private final Map<FunctionName, Counts> functions = new ConcurrentHashMap<>();

    /** Counts of one function; each change is made under the map's lock of its key. */
    private static final class Counts {
        private int started;
        private int inFlight;
        private int succeeded;
        private int failed;
        private int lastStatus;
        private boolean unreachable;

        void ended(InvocationOutcome outcome) {
            switch (outcome) {
                case Succeeded _ -> succeeded++;
                case Terminal terminal -> failed(terminal.response(), false);
                case Retryable retryable -> {
                    if (isOfFunction(retryable.failure())) {
                        failed(retryable.response(), retryable.failure() == Failure.UNREACHABLE);
                    }
                }
                case Forbidden _ -> {} // says nothing of the function
            }
        }

        private void failed(Optional<FunctionResponse> response, boolean isUnreachable) {
            failed++;
            lastStatus = response.map(FunctionResponse::status).orElse(0);
            unreachable = isUnreachable;
        }

        private static boolean isOfFunction(Failure failure) {
            return switch (failure) {
                case UNREACHABLE, UNAVAILABLE, BROKEN, TIMEOUT, BUSY, ERROR -> true;
                case OURS, UNTAKEN, FAULT -> false;
            };
        }
    }

    void started(FunctionName function) {
        functions.compute(
                function,
                (_, known) -> {
                    Counts counts = known == null ? new Counts() : known;
                    counts.started++;
                    counts.inFlight++;
                    return counts;
                });
    }

    void ended(FunctionName function, InvocationOutcome outcome) {
        functions.computeIfPresent(
                function,
                (_, counts) -> {
                    counts.inFlight--;
                    counts.ended(outcome);
                    return counts;
                });
    }

    /** What happened since this was called before; each call is in one list. */
    List<CallReport.Calls> take() {
        List<CallReport.Calls> taken = new ArrayList<>();
        for (FunctionName function : functions.keySet()) {
            functions.computeIfPresent(
                    function,
                    (name, counts) -> {
                        taken.add(
                                new CallReport.Calls(
                                        name,
                                        counts.started,
                                        counts.inFlight,
                                        counts.succeeded,
                                        counts.failed,
                                        counts.lastStatus,
                                        counts.unreachable));
                        if (counts.inFlight == 0) {
                            return null;
                        }
                        Counts rest = new Counts();
                        rest.inFlight = counts.inFlight;
                        return rest;
                    });
        }
        return taken;
    }
}
