package com.justfaas.router.http;

import java.time.Duration;
import org.eclipse.jetty.http.HttpException;

/** What is wrong with the head of a request, for {@link ProblemErrorHandler} to answer. */
final class RequestProblems {

    private RequestProblems() {}

    static HttpException.RuntimeException slowHead(Duration limit) {
        return refused(
                Problem.of(
                        ProblemType.SLOW_HEAD,
                        "request line and headers did not arrive within %d s; nothing was stored"
                                .formatted(Math.max(1, limit.toSeconds()))));
    }

    static HttpException.RuntimeException tooManyHeaders(int headers, int most) {
        return refused(
                Problem.of(
                                ProblemType.HEADERS_TOO_LARGE,
                                "the request has %d headers; %d is the most"
                                        .formatted(headers, most))
                        .with("limit", most));
    }

    static HttpException.RuntimeException tooManyLargeHeads() {
        return refused(
                Problem.of(
                                ProblemType.OVERLOADED,
                                "too many requests with large headers are at work just now; nothing was stored")
                        .retryAfter(Duration.ofSeconds(1)));
    }

    private static HttpException.RuntimeException refused(Problem problem) {
        return new HttpException.RuntimeException(
                problem.status(), problem.detail(), new RefusedException(problem));
    }
}
