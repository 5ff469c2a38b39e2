package com.justfaas.router.deadletter;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.streams.StreamException;
import com.justfaas.router.http.Body;
import com.justfaas.router.http.Problem;
import com.justfaas.router.http.ProblemType;
import com.justfaas.router.http.RefusedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** Every way in which the API of dead letters says no. */
final class DeadLetterProblems {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int UNAVAILABLE = 503;
    private static final Duration SOON = Duration.ofSeconds(2);

    private DeadLetterProblems() {}

    /**
     * What is wrong with a value of the request, and what would be right.
     *
     * @param where a query's parameter, or a JSON pointer into the body
     */
    static RefusedException bad(String where, String mistake) {
        return new RefusedException(Problem.ofValue(where, mistake));
    }

    static RefusedException unknownReason(String where, String value) {
        return bad(
                where,
                "is \"%s\"; reasons are %s"
                        .formatted(
                                Problem.brief(value),
                                Arrays.stream(DeadLetterReason.values())
                                        .map(DeadLetterReason::name)
                                        .collect(Collectors.joining(", "))));
    }

    static RefusedException unknownName(String name, Collection<String> known) {
        return bad(
                Problem.brief(name),
                "is not known here; there are %s"
                        .formatted(known.stream().sorted().collect(Collectors.joining(", "))));
    }

    static RefusedException unread(Body body) {
        return new RefusedException(
                switch (body) {
                    case Body.Whole _ ->
                            throw new IllegalArgumentException("nothing is wrong with it");
                    case Body.TooLarge(long limit) ->
                            Problem.ofStatus(
                                            TOO_LARGE,
                                            "the body has more than %d bytes; name a group instead of so many ids"
                                                    .formatted(limit))
                                    .closing();
                    case Body.NoRoom _ ->
                            Problem.of(
                                            ProblemType.OVERLOADED,
                                            "too many requests are being read just now")
                                    .retryAfter(SOON)
                                    .closing();
                    case Body.TooSlow _ ->
                            Problem.ofStatus(REQUEST_TIMEOUT, "the body did not arrive in time")
                                    .closing();
                    case Body.Broken(String reason) ->
                            Problem.ofStatus(BAD_REQUEST, "the body broke off: " + reason)
                                    .closing();
                });
    }

    static RefusedException noSuchLetter(long sequence) {
        return new RefusedException(
                Problem.ofStatus(
                        NOT_FOUND,
                        "there is no dead letter %d; it was redriven or deleted, or its time was over"
                                .formatted(sequence)));
    }

    static RefusedException noSuchJob(String job) {
        return new RefusedException(
                Problem.ofStatus(
                        NOT_FOUND,
                        "there is no redrive %s at this replica; GET %s lists the latest"
                                .formatted(Problem.brief(job), DeadLetterApi.REDRIVE)));
    }

    static RefusedException isRunning(String job) {
        return new RefusedException(
                Problem.ofStatus(
                                CONFLICT,
                                "a redrive is at work, and the next can follow it: GET %s/%s says how far it is, DELETE stops it"
                                        .formatted(DeadLetterApi.REDRIVE, job))
                        .with("job", job));
    }

    static RefusedException tooManyAtOnce() {
        return new RefusedException(
                Problem.ofStatus(UNAVAILABLE, "too many requests for dead letters are at work")
                        .retryAfter(SOON));
    }

    static RefusedException functionsUnknown() {
        return new RefusedException(
                Problem.of(
                                ProblemType.NOT_READY,
                                "the list of functions is not complete yet, so nobody knows who is there")
                        .retryAfter(SOON));
    }

    static Problem away(StreamException failure) {
        return Problem.ofStatus(UNAVAILABLE, String.valueOf(failure.getMessage())).retryAfter(SOON);
    }

    /** For a redrive that broke off while its client waited. */
    static Problem brokeOff(RedriveProgress progress) {
        return Problem.ofStatus(
                        UNAVAILABLE,
                        "the redrive broke off, and what is left lies where it was: %s"
                                .formatted(progress.detail()))
                .with("redriven", progress.redriven())
                .with("skippedCount", progress.skippedCount())
                .retryAfter(SOON);
    }
}
