package com.justfaas.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A server that runs as one child process at a time, started again with the same command. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final ChildCommand command;
    private final BooleanSupplier ready;
    private volatile @Nullable ChildProcess process;

    public ServerProcess(ChildCommand command, BooleanSupplier ready) {
        this.command = command;
        this.ready = ready;
    }

    /** Starts it and returns when it is ready; an error shows the end of its log. */
    public void start() {
        if (isRunning()) {
            throw new IllegalStateException(command.name() + " is already running");
        }
        ChildProcess started = ChildProcess.start(command);
        process = started;
        awaitReady(started);
    }

    private void awaitReady(ChildProcess started) {
        try {
            Polling.await(
                    command.name() + " is ready",
                    START_TIMEOUT,
                    () -> !started.isAlive() || ready.getAsBoolean(),
                    started::logTail);
            if (!started.isAlive()) {
                throw new IllegalStateException("it does not start: " + started.logTail());
            }
        } catch (IllegalStateException e) {
            started.close();
            throw e;
        }
    }

    /** In order, by SIGTERM. Nothing happens when it does not run. */
    public void stop() {
        if (isRunning()) {
            process().terminate(STOP_TIMEOUT);
        }
    }

    void kill() {
        process().kill();
    }

    void pause() {
        process().pause();
    }

    void resume() {
        process().resume();
    }

    void restart() {
        stop();
        start();
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    public ChildProcess process() {
        if (process == null) {
            throw new IllegalStateException(command.name() + " was never started");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
