package com.justfaas.router.delivery;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.delivery.DeliveryInput.Faulted;
import com.justfaas.router.delivery.Verdict.Again;
import com.justfaas.router.delivery.Verdict.Delivered;
import com.justfaas.router.delivery.Verdict.GiveUp;
import com.justfaas.router.delivery.Verdict.Replied;
import com.justfaas.router.delivery.Verdict.Untried;
import com.justfaas.router.invocation.FunctionResponse;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import com.justfaas.router.reply.Replies;
import com.justfaas.router.reply.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides what comes after an attempt. */
public final class Verdicts {

    private Verdicts() {}

    /**
     * The verdict on an outcome.
     *
     * @param record as it was before the attempt
     * @param jitter from 0 to 1, drawn by chance
     */
    static Verdict on(
            InvocationOutcome outcome,
            DeliveryRecord record,
            DeliveryPolicy policy,
            Instant now,
            double jitter) {
        return switch (outcome) {
            case Succeeded succeeded -> delivered(succeeded.response(), record, now);
            case Terminal terminal ->
                    new GiveUp(
                            failed(record, now, terminal.detail(), terminal.response()),
                            DeadLetterReason.Rejected);
            case Forbidden forbidden ->
                    new GiveUp(
                            forbidden(record, now, forbidden), DeadLetterReason.CallbackForbidden);
            case Retryable retryable ->
                    switch (retryable.failure()) {
                        case UNREACHABLE ->
                                retryable.response().isPresent()
                                        ? unserved(retryable, record, policy, now)
                                        : new Untried();
                        case UNAVAILABLE, UNTAKEN -> unserved(retryable, record, policy, now);
                        case OURS -> new Untried();
                        case BROKEN, TIMEOUT, BUSY, ERROR, FAULT ->
                                again(retryable, record, policy, now, jitter);
                    };
        };
    }

    /** The verdict on a delivery that broke off: as on an attempt that failed. */
    static Verdict on(Faulted fault, DeliveryRecord record) {
        return again(
                new Retryable(Failure.FAULT, fault.detail(), Optional.empty(), Optional.empty()),
                record,
                fault.policy(),
                fault.now(),
                fault.jitter());
    }

    /** The delivery as its dead letter shows it, when it broke off on the way to the backlog. */
    static DeliveryRecord explained(DeliveryRecord record, Faulted fault) {
        return record.failures().isPresent()
                ? record.explained(fault.detail())
                : record.refused(failures(record, fault.now(), fault.detail(), Optional.empty()));
    }

    private static Verdict delivered(
            FunctionResponse response, DeliveryRecord record, Instant now) {
        List<Outgoing> outgoing =
                switch (Replies.in(response, record)) {
                    case Reply.Events reply ->
                            reply.events().stream().<Outgoing>map(Outgoing.Reply::new).toList();
                    case Reply.Refused(DeadLetterReason reason, String mistake) ->
                            List.of(new Outgoing.Refusal(reason, mistake));
                };
        return outgoing.isEmpty()
                ? new Delivered()
                : new Replied(failed(record, now, "", Optional.of(response)), outgoing);
    }

    private static Verdict again(
            Retryable retryable,
            DeliveryRecord record,
            DeliveryPolicy policy,
            Instant now,
            double jitter) {
        DeliveryRecord failed = failed(record, now, retryable.detail(), retryable.response());
        return givenUp(failed, policy, now)
                .<Verdict>map(reason -> new GiveUp(failed, reason))
                .orElseGet(
                        () ->
                                new Again(
                                        failed,
                                        Backoff.after(
                                                failed.attempts(),
                                                policy,
                                                retryable.retryAfter(),
                                                jitter)));
    }

    /**
     * The gateway responded, and not the function; or there was no memory for the response. The
     * function may be down, or did its work, so that no attempt counts; or it refused this event
     * only, so that the copy moves behind those that wait.
     */
    private static Verdict unserved(
            Retryable retryable, DeliveryRecord record, DeliveryPolicy policy, Instant now) {
        DeliveryRecord waiting =
                record.refused(failures(record, now, retryable.detail(), retryable.response()));
        Duration longest =
                retryable.failure() == Failure.UNREACHABLE
                        ? Health.LONGEST_WAIT // its lane is down, and probed so often
                        : DeliveryPolicy.MAX_BACKOFF;
        return givenUp(waiting, policy, now)
                .<Verdict>map(reason -> new GiveUp(waiting, reason))
                .orElseGet(() -> new Again(waiting, Backoff.uncounted(waiting, now, longest)));
    }

    /** Why a delivery gets no further attempt, or empty when it gets one. */
    public static Optional<DeadLetterReason> givenUp(
            DeliveryRecord record, DeliveryPolicy policy, Instant now) {
        if (record.attempts() > policy.retries()) {
            return Optional.of(DeadLetterReason.AttemptsExhausted);
        }
        return now.isAfter(record.acceptedAt().plus(policy.maxAge()))
                ? Optional.of(DeadLetterReason.Expired)
                : Optional.empty();
    }

    /** Without an answer nothing was sent, so that it was no attempt. */
    private static DeliveryRecord forbidden(
            DeliveryRecord record, Instant now, Forbidden forbidden) {
        Failures failures = failures(record, now, forbidden.detail(), forbidden.response());
        return forbidden.response().isPresent()
                ? record.failed(failures)
                : record.refused(failures);
    }

    private static DeliveryRecord failed(
            DeliveryRecord record,
            Instant now,
            String detail,
            Optional<FunctionResponse> response) {
        return record.failed(failures(record, now, detail, response));
    }

    private static Failures failures(
            DeliveryRecord record,
            Instant now,
            String detail,
            Optional<FunctionResponse> response) {
        int status = response.map(FunctionResponse::status).orElse(0);
        String body = response.map(answer -> answer.body().utf8(Failures.MAX_ENCODED)).orElse("");
        return record.failures()
                .map(failures -> failures.and(now, status, detail, body))
                .orElseGet(() -> new Failures(now, now, status, detail, body));
    }
}
