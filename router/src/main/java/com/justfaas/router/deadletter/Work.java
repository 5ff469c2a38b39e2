package com.justfaas.router.deadletter;

import com.justfaas.events.streams.StreamException;
import com.justfaas.router.http.Answer;
import com.justfaas.router.http.LeftoverBody;
import io.javalin.http.Context;
import java.io.IOException;

/** What a route does; what it throws becomes a problem. */
@FunctionalInterface
interface Work {

    /**
     * Answers a request.
     *
     * @throws RefusedException with the problem that is the answer
     * @throws StreamException when NATS is away
     */
    Answer answer(Context ctx);

    default void serve(Context ctx) throws IOException {
        Answer answer;
        try {
            answer = answer(ctx);
        } catch (RefusedException e) {
            answer = Answer.of(e.problem());
        } catch (StreamException e) {
            answer = Answer.of(DeadLetterProblems.away(e));
        }
        answer.writeTo(ctx.res());
        if (answer.headers().containsKey("Connection")) {
            ctx.res().flushBuffer();
            LeftoverBody.discard(ctx.req());
        }
    }
}
