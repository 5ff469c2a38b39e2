package com.justfaas.router.deadletter;

import com.justfaas.events.streams.StreamException;
import com.justfaas.router.http.Answer;
import com.justfaas.router.http.LeftoverBody;
import com.justfaas.router.http.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/** Answers requests; what goes wrong becomes a problem. */
final class Answers {

    private Answers() {}

    /**
     * Has a request answered, and writes the answer.
     *
     * @param work throws {@link RefusedException} with the problem that is the answer, and {@link
     *     StreamException} when NATS is away
     */
    static void write(
            HttpServletRequest request, HttpServletResponse response, Supplier<Answer> work)
            throws IOException {
        Answer answer;
        try {
            answer = work.get();
        } catch (RefusedException e) {
            answer = Answer.of(e.problem());
        } catch (StreamException e) {
            answer = Answer.of(DeadLetterProblems.away(e));
        }
        answer.writeTo(response);
        if (answer.headers().containsKey("Connection")) {
            response.flushBuffer();
            LeftoverBody.discard(request);
        }
    }
}
