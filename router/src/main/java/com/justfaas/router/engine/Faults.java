package com.justfaas.router.engine;

import com.justfaas.events.FunctionName;
import com.justfaas.events.LogPace;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exceptions that no code expects: defects of ours. Each is counted, and some are logged with their
 * cause; what it broke off goes on as a failure.
 */
public final class Faults {

    /** What an exception broke off. */
    public enum Where {
        /** An attempt to call a receiver. */
        ATTEMPT,
        /** A delivery, beside its attempts. */
        DELIVERY,
        /** To store the callback of a delivery that was given up. */
        CALLBACK,
        /** To find out who gets an event. */
        EVENT,
        /** To read a function's backlog. */
        BACKLOG
    }

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final Duration LOG_EVERY = Duration.ofSeconds(10);

    private record Counted(Counter counter, LogPace pace) {}

    private final Map<Where, Counted> counted = new EnumMap<>(Where.class);

    public Faults(MeterRegistry registry) {
        for (Where where : Where.values()) {
            Counter counter =
                    Counter.builder("faas.faults")
                            .description(
                                    "Exceptions that no code expects, by what they broke off: anything but 0 is a defect")
                            .tag("where", where.name().toLowerCase(Locale.ROOT))
                            .register(registry);
            counted.put(where, new Counted(counter, new LogPace(LOG_EVERY)));
        }
    }

    /**
     * Counts one, and logs it unless another was logged a moment ago.
     *
     * @param about whose it was
     * @return one line for people
     * @throws VirtualMachineError when it is one that the process does not survive
     */
    public String note(Where where, Object about, Throwable fault) {
        Throwable cause =
                fault instanceof CompletionException && fault.getCause() != null
                        ? fault.getCause()
                        : fault;
        if (cause instanceof VirtualMachineError fatal && !(cause instanceof StackOverflowError)) {
            throw fatal;
        }
        Counted here = counted.get(where);
        if (here != null) {
            here.counter().increment();
            here.pace()
                    .next()
                    .ifPresent(
                            leftOut ->
                                    LOG.atError()
                                            .addKeyValue("about", about)
                                            .setCause(cause)
                                            .log(
                                                    "a defect broke off the {}, which goes on as a failure; {} more since the last line like this",
                                                    where.name().toLowerCase(Locale.ROOT),
                                                    leftOut));
        }
        String message = cause.getMessage();
        return "FaaS Events met an unexpected error: "
                + (message == null ? cause.getClass().getSimpleName() : message);
    }

    /**
     * An attempt whose exception, if it has one, is an outcome as well: a {@link Failure#FAULT}.
     */
    CompletableFuture<InvocationOutcome> asOutcome(
            FunctionName receiver, Supplier<CompletableFuture<InvocationOutcome>> attempt) {
        CompletableFuture<InvocationOutcome> begun;
        try {
            begun = attempt.get();
        } catch (RuntimeException | Error e) {
            begun = CompletableFuture.failedFuture(e);
        }
        return begun.exceptionally(
                fault ->
                        new Retryable(
                                Failure.FAULT,
                                note(Where.ATTEMPT, receiver, fault),
                                Optional.empty(),
                                Optional.empty()));
    }
}
