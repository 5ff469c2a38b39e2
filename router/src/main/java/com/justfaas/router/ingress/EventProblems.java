package com.justfaas.router.ingress;

import com.justfaas.events.EventTypes;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.Hops;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.router.binding.ContentMode;
import com.justfaas.router.http.Body;
import com.justfaas.router.http.Problem;
import com.justfaas.router.http.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every way in which the door for events says no. */
final class EventProblems {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int LONGEST_ECHO = 300;

    private EventProblems() {}

    /** In the words of the component that this one replaces, whose clients look for them. */
    static Problem noType() {
        return at(
                Problem.of(ProblemType.MALFORMED_EVENT, "Event type header is required."),
                Names.Headers.EVENT_TYPE);
    }

    static Problem malformed(ProblemType type, MalformedEventException mistake) {
        return at(Problem.of(type, String.valueOf(mistake.getMessage())), mistake.where());
    }

    static Problem reserved(String type, String where) {
        return at(
                Problem.of(
                        ProblemType.RESERVED_TYPE,
                        "%s is \"%s\"; types that start with %s are ours, except %s"
                                .formatted(
                                        where,
                                        type,
                                        EventTypes.PREFIX,
                                        EventTypes.FUNCTION_INVOKED)),
                where);
    }

    static Problem loop(String where, int hops) {
        return at(
                Problem.of(
                        ProblemType.EVENT_LOOP,
                        "%s is %d: functions in a row have caused each other's events, and %d is the most; see that no function gets, by way of others, what it sends itself"
                                .formatted(where, hops, Hops.MOST)),
                where);
    }

    /**
     * For a call that nobody could get.
     *
     * @param near functions that may have been meant
     */
    static Problem unknown(FunctionName function, String where, List<FunctionName> near) {
        Problem problem =
                at(
                        Problem.of(
                                ProblemType.UNKNOWN_FUNCTION,
                                "there is no function %s; kubectl get functions -A lists them"
                                        .formatted(brief(function.toString()))),
                        where);
        return near.isEmpty()
                ? problem
                : problem.with("near", near.stream().map(FunctionName::toString).toList());
    }

    static Problem notReady(FunctionName function) {
        return Problem.of(
                        ProblemType.NOT_READY,
                        "the list of functions is not complete yet, so nobody knows whether there is a function %s"
                                .formatted(brief(function.toString())))
                .retryAfter(SOON);
    }

    /** For a dry run: who gets an event is known when the functions are. */
    static Problem functionsUnread() {
        return Problem.of(
                        ProblemType.NOT_READY,
                        "the functions were not read yet, so nobody knows who would get it")
                .retryAfter(SOON);
    }

    static Problem badParameter(String parameter, String mistake) {
        return at(
                Problem.of(ProblemType.MALFORMED_PARAMETER, "%s %s".formatted(parameter, mistake)),
                parameter);
    }

    static Problem tooManyForADryRun(int events, int most) {
        return Problem.of(
                        ProblemType.EVENT_TOO_LARGE,
                        "the batch has %d events; a dry run takes %d at a time"
                                .formatted(events, most))
                .with("limit", most);
    }

    static Problem tooManyDryRuns() {
        return Problem.of(ProblemType.OVERLOADED, "too many dry runs are at work just now")
                .retryAfter(SOON);
    }

    static Problem malformedWebhook(String reason) {
        return at(
                Problem.of(
                        ProblemType.MALFORMED_WEBHOOK_URL,
                        "%s %s".formatted(Names.Headers.WEBHOOK_URL, reason)),
                Names.Headers.WEBHOOK_URL);
    }

    static Problem forbiddenWebhook(String reason) {
        return at(
                Problem.of(
                        ProblemType.FORBIDDEN_WEBHOOK_URL,
                        "%s %s".formatted(Names.Headers.WEBHOOK_URL, reason)),
                Names.Headers.WEBHOOK_URL);
    }

    static Problem unsupportedFormat() {
        return at(
                Problem.of(
                                ProblemType.UNSUPPORTED_FORMAT,
                                Names.Headers.CONTENT_TYPE + " " + ContentMode.UNSUPPORTED)
                        .withHeader(
                                "Accept",
                                "application/cloudevents+json, application/cloudevents-batch+json"),
                Names.Headers.CONTENT_TYPE);
    }

    static Problem unsupportedEncoding() {
        return at(
                Problem.of(
                                ProblemType.UNSUPPORTED_ENCODING,
                                "Content-Encoding must be identity: send the body as it is")
                        .withHeader("Accept-Encoding", "identity"),
                "Content-Encoding");
    }

    static Problem shuttingDown() {
        return Problem.of(ProblemType.SHUTTING_DOWN, "this replica stops; the others go on")
                .retryAfter(SOON)
                .closing();
    }

    /** For a body that could not be read whole; what is left of it makes the connection useless. */
    static Problem unread(Body body) {
        return switch (body) {
            case Body.Whole whole ->
                    throw new IllegalArgumentException("read: " + whole.payload().size());
            case Body.TooLarge(long limit) ->
                    Problem.of(
                                    ProblemType.EVENT_TOO_LARGE,
                                    "the body is larger than %d bytes".formatted(limit))
                            .with("limit", limit)
                            .closing();
            case Body.NoRoom() ->
                    Problem.of(
                                    ProblemType.OVERLOADED,
                                    "too many events are on their way in just now; nothing was stored")
                            .retryAfter(SOON)
                            .closing();
            case Body.TooSlow() ->
                    Problem.of(
                                    ProblemType.SLOW_BODY,
                                    "the body did not arrive in time; nothing was stored")
                            .closing();
            case Body.Broken(String reason) ->
                    Problem.of(
                                    ProblemType.TRUNCATED_BODY,
                                    "the body could not be read to its end: " + reason)
                            .closing();
        };
    }

    /** Says for programs where it is wrong: a JSON pointer, or a header as {@code errors}. */
    static Problem at(Problem problem, String where) {
        return where.isEmpty() || where.startsWith("/")
                ? problem.with("pointer", where)
                : problem.with("errors", Map.of(where, List.of(problem.detail())));
    }

    private static String brief(String text) {
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
    }
}
