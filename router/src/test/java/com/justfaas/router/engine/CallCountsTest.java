package com.justfaas.router.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.events.streams.CallReport.Calls;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.invocation.FunctionResponse;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallCountsTest {

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");

    private final CallCounts counts = new CallCounts();

    @Test
    void reportsEachCallOnceAndWhatIsInFlightEachTime() {
        counts.started(CHECKOUT);
        counts.started(CHECKOUT);
        counts.ended(CHECKOUT, new Succeeded(response(200)));

        assertThat(counts.take()).containsExactly(new Calls(CHECKOUT, 2, 1, 1, 0, 0, false));
        assertThat(counts.take()).containsExactly(new Calls(CHECKOUT, 0, 1, 0, 0, 0, false));

        counts.ended(CHECKOUT, failed(Failure.ERROR, Optional.of(response(503))));
        assertThat(counts.take()).containsExactly(new Calls(CHECKOUT, 0, 0, 0, 1, 503, false));
        assertThat(counts.take()).isEmpty();
    }

    @Test
    void aCallThatFailedByOurDoingSaysNothingOfTheFunction() {
        counts.started(CHECKOUT);
        counts.ended(CHECKOUT, failed(Failure.OURS, Optional.empty()));
        assertThat(counts.take()).containsExactly(new Calls(CHECKOUT, 1, 0, 0, 0, 0, false));
    }

    @Test
    void reportsThatNothingListens() {
        counts.started(CHECKOUT);
        counts.ended(CHECKOUT, failed(Failure.UNREACHABLE, Optional.empty()));
        assertThat(counts.take()).containsExactly(new Calls(CHECKOUT, 1, 0, 0, 1, 0, true));
    }

    private static FunctionResponse response(int status) {
        return new FunctionResponse(status, MessageHeaders.NONE, Payload.EMPTY, false);
    }

    private static InvocationOutcome failed(Failure failure, Optional<FunctionResponse> response) {
        return new Retryable(failure, "failed", response, Optional.empty());
    }
}
