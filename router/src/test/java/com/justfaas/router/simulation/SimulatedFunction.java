package com.justfaas.router.simulation;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.invocation.FunctionResponse;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import com.justfaas.router.invocation.InvocationOutcome.Terminal;
import java.time.Duration;
import java.util.Optional;

/** One function: there or not, and in one mood or another. */
final class SimulatedFunction {

    enum Mood {
        WELL,
        SLOW,
        FLAKY,
        SILENT,
        REFUSING,
        UNREACHED,
        BUSY,
        BREAKING,
        FAILING,
        REJECTING,
        CROWDED_OUT
    }

    /** What an attempt comes to, and how long after it began. */
    record Answer(InvocationOutcome outcome, long after) {}

    private static final long CONNECT_TIMEOUT = 2 * VirtualTime.SECOND;

    private final FunctionName name;
    private final int wants;
    private final SimulatedReply reply;
    private final Chance chance;
    private DeliveryPolicy policy;
    private int generation = 1;
    private boolean there = true;
    private Mood mood = Mood.WELL;

    SimulatedFunction(
            FunctionName name,
            int wants,
            SimulatedReply reply,
            DeliveryPolicy policy,
            Chance chance) {
        this.name = name;
        this.wants = wants;
        this.reply = reply;
        this.policy = policy;
        this.chance = chance;
    }

    FunctionName name() {
        return name;
    }

    /** Of the present function, or of the last one when there is none. */
    String uid() {
        return name.name() + "-" + generation;
    }

    /** What it answers when it succeeds. */
    SimulatedReply reply() {
        return reply;
    }

    DeliveryPolicy policy() {
        return policy;
    }

    Optional<Known> known() {
        return there ? Optional.of(new Known(name, uid(), policy, wants)) : Optional.empty();
    }

    void delete() {
        there = false;
    }

    void createAgain() {
        there = true;
        generation++;
    }

    void pause(boolean paused) {
        policy =
                new DeliveryPolicy(
                        policy.timeout(),
                        policy.retries(),
                        policy.backoff(),
                        policy.maxAge(),
                        policy.concurrency(),
                        paused);
    }

    void feel(Mood newMood) {
        mood = newMood;
    }

    @Override
    public String toString() {
        return "%s %s %s %s %s"
                .formatted(there ? uid() : "no " + uid(), mood, policy, wants, reply);
    }

    Answer answer(DeliveryRecord record) {
        long timeout = VirtualTime.micros(policy.timeout());
        Mood now = mood == Mood.FLAKY ? chance.oneOf(Mood.values()) : mood;
        Answer answer =
                switch (now) {
                    case WELL, FLAKY -> new Answer(succeeded(record), quick());
                    case SLOW ->
                            new Answer(succeeded(record), chance.between(timeout / 2, timeout));
                    case SILENT -> new Answer(failed(Failure.TIMEOUT), timeout);
                    case REFUSING -> new Answer(failed(Failure.UNREACHABLE), quick());
                    case UNREACHED -> new Answer(failed(Failure.UNREACHABLE), CONNECT_TIMEOUT);
                    case BUSY -> new Answer(failed(Failure.BUSY), quick());
                    case BREAKING -> new Answer(failed(Failure.BROKEN), chance.between(0, timeout));
                    case FAILING -> new Answer(failed(Failure.ERROR), quick());
                    case REJECTING ->
                            new Answer(new Terminal("400", Optional.of(response(400))), quick());
                    case CROWDED_OUT -> new Answer(failed(Failure.OURS), quick());
                };
        return answer.after() <= timeout ? answer : new Answer(failed(Failure.TIMEOUT), timeout);
    }

    private long quick() {
        return chance.between(0, 50 * VirtualTime.MILLI);
    }

    private InvocationOutcome succeeded(DeliveryRecord record) {
        return new Succeeded(reply.response(record, chance));
    }

    private InvocationOutcome failed(Failure failure) {
        boolean asks = failure == Failure.BUSY && chance.hits(0.3);
        return new Retryable(
                failure,
                failure.name(),
                failure == Failure.ERROR ? Optional.of(response(500)) : Optional.empty(),
                asks
                        ? Optional.of(Duration.ofMillis(chance.between(0, 20_000)))
                        : Optional.empty());
    }

    private static FunctionResponse response(int status) {
        return new FunctionResponse(status, MessageHeaders.NONE, Payload.EMPTY, false);
    }
}
