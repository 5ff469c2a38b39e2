package com.justfaas.router.invocation;

import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an answer means: the one table of what is retryable. */
final class Responses {

    private static final Set<Integer> BUSY = Set.of(429, 503);
    private static final Set<Integer> ERRORS = Set.of(408, 425, 500, 502, 504);

    static final String RETRY_AFTER = "retry-after";

    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    /** While a function rolls out, its Service or an ingress may not know it yet. */
    private static final int NOT_FOUND = 404;

    private Responses() {}

    /**
     * Classifies the response to a request.
     *
     * @param took from the request to its response
     * @param recentlyChanged whether the function changed a short time ago
     * @param now to understand a date in {@code Retry-After}
     */
    static InvocationOutcome classify(
            Invocation request,
            FunctionResponse response,
            Duration took,
            boolean recentlyChanged,
            Instant now) {
        return request.gateway()
                .flatMap(gateway -> gatewaysOwn(gateway, response, took))
                .orElseGet(() -> classify(response, recentlyChanged, now));
    }

    /** The outcome of a response of the gateway's own; empty for what it passed on. */
    private static Optional<InvocationOutcome> gatewaysOwn(
            GatewayCall gateway, FunctionResponse response, Duration took) {
        if (!GatewayCall.isBare(response)) {
            return Optional.empty();
        }
        int status = response.status();
        if (status == ACCEPTED && gateway.isTooLong(took)) {
            // without its status, which would be taken for the function's
            return own(
                    Failure.TIMEOUT,
                    "the gateway responded 202 after %d ms: the function took too long"
                            .formatted(took.toMillis()),
                    Optional.empty());
        }
        if (status != UNAVAILABLE) {
            return Optional.empty();
        }
        return GatewayCall.hadTimeToTry(took)
                ? own(
                        Failure.UNREACHABLE,
                        "the gateway responded 503: in five tries the function was not reached, or responded 503",
                        Optional.of(response))
                : own(
                        Failure.UNAVAILABLE,
                        "the gateway responded 503, without a reason and before it can have tried five times",
                        Optional.of(response));
    }

    private static Optional<InvocationOutcome> own(
            Failure failure, String detail, Optional<FunctionResponse> response) {
        return Optional.of(new Retryable(failure, detail, response, Optional.empty()));
    }

    /**
     * Classifies a response that is the function's, or a webhook's.
     *
     * @param recentlyChanged whether the function changed a short time ago
     * @param now to understand a date in {@code Retry-After}
     */
    static InvocationOutcome classify(
            FunctionResponse response, boolean recentlyChanged, Instant now) {
        int status = response.status();
        if (status >= 200 && status < 300) {
            return new Succeeded(response);
        }
        String detail = "answered " + status; // a function or a webhook
        if (BUSY.contains(status)) {
            return new Retryable(
                    Failure.BUSY, detail, Optional.of(response), retryAfter(response, now));
        }
        if (ERRORS.contains(status) || (status == NOT_FOUND && recentlyChanged)) {
            return new Retryable(
                    Failure.ERROR, detail, Optional.of(response), retryAfter(response, now));
        }
        return new Terminal(detail, Optional.of(response));
    }

    /**
     * What a response that is not HTTP, or is beyond a limit, comes to: as a gateway's 502, which a
     * gateway makes of the same response. What is broken may be a proxy, and be mended.
     */
    static Retryable malformed(String mistake) {
        return new Retryable(
                Failure.ERROR,
                "the response cannot be read: " + mistake,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * RFC 9110 section 10.2.3: seconds, or a date in one of three forms. What is neither is
     * ignored.
     */
    static Optional<Duration> retryAfter(FunctionResponse response, Instant now) {
        Optional<String> header = response.header(RETRY_AFTER).map(String::trim);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        String value = header.get();
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        if (value.matches("\\d+")) {
            return Optional.of(Duration.ofSeconds(999_999_999));
        }
        Instant theirNow = response.header("date").flatMap(Responses::date).orElse(now);
        return date(value)
                .map(date -> Duration.between(theirNow, date))
                .filter(wait -> !wait.isNegative());
    }

    private static Optional<Instant> date(String text) {
        for (DateTimeFormatter format :
                new DateTimeFormatter[] {
                    DateTimeFormatter.RFC_1123_DATE_TIME,
                    DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.US),
                    DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US)
                            .withZone(java.time.ZoneOffset.UTC)
                }) {
            try {
                return Optional.of(ZonedDateTime.parse(text, format).toInstant());
            } catch (DateTimeParseException e) {
                // the next form
            }
        }
        return Optional.empty();
    }
}
