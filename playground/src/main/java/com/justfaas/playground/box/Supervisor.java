package com.justfaas.playground.box;

import com.justfaas.playground.view.Terminal;
import com.justfaas.testkit.ChildProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Reports each process that ends unasked. FaaS Events is restarted, unless it ends too often;
 * without one of the servers the playground ends.
 */
public final class Supervisor {

    /** Ctrl-C may reach a child before it reaches us. */
    private static final Duration STOP_GRACE = Duration.ofMillis(200);

    private final Terminal terminal;
    private final Closing closing;
    private final Runnable giveUp;
    private final Clock clock;

    /**
     * Supervises what is handed to it.
     *
     * @param closing what ends after it was closed was asked to end
     * @param giveUp ends the playground
     */
    public Supervisor(Terminal terminal, Closing closing, Runnable giveUp, Clock clock) {
        this.terminal = terminal;
        this.closing = closing;
        this.giveUp = giveUp;
        this.clock = clock;
    }

    /** The playground ends with a server that runs now. */
    void needs(ChildProcess server) {
        Thread.ofVirtual()
                .name("supervise-" + server.name())
                .start(
                        () -> {
                            if (endedUnasked(server)) {
                                end("nothing works here without " + server.name());
                            }
                        });
    }

    /** A server did not start that the playground can go on without. */
    void goesOnWithout(String server, IllegalStateException reason) {
        if (!closing.isClosedWithin(STOP_GRACE)) {
            terminal.line(
                    terminal.bad("%s does not run: %s".formatted(server, reason.getMessage())));
        }
    }

    /** FaaS Events, which runs now, is restarted whenever it ends. */
    void restarts(FaasEvents events) {
        Thread.ofVirtual().name("supervise-faas-events").start(() -> restartAgainAndAgain(events));
    }

    private void restartAgainAndAgain(FaasEvents events) {
        Crashes crashes = Crashes.NONE;
        while (endedUnasked(events.process())) {
            crashes = crashes.and(clock.instant());
            if (crashes.tooMany()) {
                end(
                        "faas-events ended %d times within %d s, and is not restarted again"
                                .formatted(Crashes.MOST, Crashes.WITHIN.toSeconds()));
                return;
            }
            restart(events);
        }
    }

    /** Waits for its end; whether that was not our own doing, and is reported now. */
    private boolean endedUnasked(ChildProcess process) {
        process.onExit().join();
        if (closing.isClosedWithin(STOP_GRACE)) {
            return false;
        }
        ProcessEnd end = ProcessEnd.of(process);
        terminal.line(terminal.bad(end.summary() + ".") + "\n" + end.logExcerpt());
        return true;
    }

    private void restart(FaasEvents events) {
        Instant start = clock.instant();
        terminal.line(terminal.bold("Restarting faas-events."));
        try {
            events.restart();
            events.awaitReady();
            terminal.line(
                    terminal.good(
                            "faas-events is ready again after %.1f s."
                                    .formatted(
                                            Duration.between(start, clock.instant()).toMillis()
                                                    / 1e3)));
        } catch (IllegalStateException e) {
            if (events.process().isAlive() && !closing.isClosed()) {
                terminal.line(terminal.bad(String.valueOf(e.getMessage())));
            }
        }
    }

    private void end(String reason) {
        terminal.line(terminal.bad("The playground ends: %s.".formatted(reason)));
        giveUp.run();
    }
}
