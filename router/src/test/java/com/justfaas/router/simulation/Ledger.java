package com.justfaas.router.simulation;

import com.justfaas.events.Names;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.invocation.Attempt;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps an account of every delivery that is owed, and says when one goes wrong. */
final class Ledger {

    /** From a permit to the call: what the replica hears in between comes too late. */
    static final long SLACK = 100 * VirtualTime.MILLI;

    private final Fate fate;
    private final VirtualTime time;
    private final Functions functions;
    private final EventStream events;
    private final ReplyLedger replies;
    private final Map<Pair, Account> accounts = new LinkedHashMap<>();
    private final List<Account> open = new ArrayList<>();

    Ledger(
            Fate fate,
            VirtualTime time,
            Functions functions,
            EventStream events,
            ReplyLedger replies) {
        this.fate = fate;
        this.time = time;
        this.functions = functions;
        this.events = events;
        this.replies = replies;
    }

    /** An event was accepted that this function must get. */
    void owed(long event, String uid) {
        account(new Pair(event, uid)).owed = true;
    }

    private Account account(Pair pair) {
        return accounts.computeIfAbsent(
                pair,
                missing -> {
                    Account account = new Account(missing);
                    open.add(account);
                    return account;
                });
    }

    private Account account(DeliveryRecord record) {
        return account(Pair.of(record));
    }

    void copyStored(DeliveryRecord record) {
        account(record).copies++;
        account(record).copied = true;
        if (record.function().equals(Names.Receivers.WAITING_REPLIES)) {
            replies.setAside(record.event());
        }
    }

    void copyRemoved(DeliveryRecord record) {
        account(record).copies--;
    }

    void buried(DeliveryRecord record, DeadLetterReason reason) {
        Account account = account(record);
        if (reason == DeadLetterReason.ReplyRefused) {
            replyBuried(account);
            return;
        }
        checkFirstEnd(account);
        account.dead++;
        DeliveryPolicy policy = policy(record);
        boolean right =
                switch (reason) {
                    case Rejected -> account.rejected;
                    case AttemptsExhausted ->
                            fate.isCalm()
                                    ? account.attempts == policy.retries() + 1
                                    : record.attempts() > policy.retries();
                    case Expired ->
                            time.instant().isAfter(record.acceptedAt().plus(policy.maxAge()));
                    case FunctionDeleted -> functions.isGone(record.functionUid());
                    case ReplyRefused, ReplyLoop, Malformed, CallbackForbidden, InternalError ->
                            false;
                };
        Violation.unless(
                right, () -> "%s was buried as %s: %s".formatted(account.pair, reason, account));
    }

    private void replyBuried(Account account) {
        account.refusals++;
        Violation.unless(
                account.refused && (!fate.isCalm() || account.refusals == 1),
                () -> "%s: its answer was buried: %s".formatted(account.pair, account));
    }

    /** The function is called. */
    void called(DeliveryRecord record, Attempt attempt) {
        Account account = account(record);
        DeliveryPolicy policy = policy(record);
        Violation.unless(
                attempt.number() <= policy.retries() + 1,
                () -> "%s: attempt %s of %s".formatted(account.pair, attempt, policy));
        Violation.unless(
                attempt.last() == (attempt.number() == policy.retries() + 1),
                () -> "%s: attempt %s of %s".formatted(account.pair, attempt, policy));
        long lag = fate.conditions().lag() + SLACK;
        Violation.unless(
                functions.goneFor(record.functionUid()) <= lag,
                () -> "%s was delivered, though the function was deleted".formatted(account.pair));
        Violation.unless(
                functions.pausedFor(record.function()) <= lag,
                () -> "%s was delivered, though the function is paused".formatted(account.pair));
        if (fate.isCalm()) {
            Violation.unless(
                    account.inFlight == 0,
                    () -> "%s: two attempts at once".formatted(account.pair));
            Violation.unless(
                    attempt.number() == account.attempts + 1,
                    () -> "%s: attempt %s after %s".formatted(account.pair, attempt, account));
        }
        account.inFlight++;
    }

    /** The function is done with a call, whether or not anybody still waits for its answer. */
    void answered(DeliveryRecord record, InvocationOutcome outcome) {
        Account account = account(record);
        account.inFlight--;
        switch (outcome) {
            case Succeeded _ -> {
                checkFirstEnd(account);
                replied(record, account);
                account.delivered++;
                account.attempts++;
            }
            case Terminal _, Forbidden _ -> {
                account.rejected = true;
                account.attempts++;
            }
            case Retryable retryable -> {
                if (retryable.failure() != Failure.UNREACHABLE
                        && retryable.failure() != Failure.OURS) {
                    account.attempts++;
                }
            }
        }
    }

    private void replied(DeliveryRecord record, Account account) {
        SimulatedReply reply = functions.get(record.function()).reply();
        account.replies = reply.causes(record);
        account.replies.forEach(replies::answered);
        account.refused = reply.isRefused();
    }

    private void checkFirstEnd(Account account) {
        Violation.unless(
                !fate.isCalm() || !account.hasEnded(),
                () -> "%s comes to a second end: %s".formatted(account.pair, account));
    }

    private DeliveryPolicy policy(DeliveryRecord record) {
        return functions.get(record.function()).policy();
    }

    /** Nothing that is owed may be without somebody who keeps it. */
    void check() {
        open.removeIf(account -> account.isSettled(replies));
        for (Account account : open) {
            Violation.unless(
                    account.copies > 0 || events.keeps(account.pair.event()) || mayBeLost(account),
                    () -> "%s is lost: %s".formatted(account.pair, account));
        }
    }

    /** Of a function that is gone, what nobody began to keep need not be kept. */
    private boolean mayBeLost(Account account) {
        return !account.copied && (!account.owed || functions.isGone(account.pair.uid()));
    }

    /** When nothing moves any more. */
    void checkEnd() {
        for (Account account : accounts.values()) {
            Violation.unless(
                    account.isSettled(replies) || mayBeLost(account),
                    () -> "%s came to no end: %s".formatted(account.pair, account));
        }
        replies.checkEnd();
    }
}
