package com.justfaas.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that dies with this JVM, however the JVM ends: {@code kill -9} included. Its log is a
 * file, its standard input is empty. Where the system has {@code setsid} it runs in a session of
 * its own, so that Ctrl-C reaches this JVM alone, which then stops its children in order.
 */
public final class ChildProcess implements AutoCloseable {

    /**
     * The shell becomes the child by {@code exec}, so its pid is the child's. The subshell that it
     * leaves behind holds the pipe whose other end only this JVM has: when the pipe closes, it
     * kills the child. (It also closes when the child has ended; then there is nobody to kill.)
     */
    private static final String GUARD =
            """
            exec 3<&0 </dev/null
            (trap '' HUP INT TERM; read -r _ <&3 || kill -KILL $$) >/dev/null 2>&1 &
            exec "$@" 3<&-
            """;

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final int TAIL_LINES = 40;
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final ChildCommand command;
    private final Process process;
    private final long logStart;

    private ChildProcess(ChildCommand command, Process process, long logStart) {
        this.command = command;
        this.process = process;
        this.logStart = logStart;
    }

    /**
     * Starts it and waits for nothing.
     *
     * @throws UncheckedIOException when there is no shell or the log cannot be written
     */
    public static ChildProcess start(ChildCommand command) {
        ProcessBuilder builder =
                new ProcessBuilder(guarded(command.words()))
                        .directory(command.directory().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        Map<String, String> environment = command.environmentFrom(builder.environment());
        builder.environment().clear();
        builder.environment().putAll(environment);
        long logStart = command.log().toFile().length();
        try {
            return new ChildProcess(command, builder.start(), logStart);
        } catch (IOException e) {
            throw new UncheckedIOException(command.name() + " cannot be started", e);
        }
    }

    private static List<String> guarded(List<String> words) {
        List<String> guarded = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            guarded.add(SETSID.toString());
        }
        guarded.addAll(List.of("/bin/sh", "-c", GUARD, "guard"));
        guarded.addAll(words);
        return guarded;
    }

    public String name() {
        return command.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Its exit code; 128 + the signal's number when a signal ended it.
     *
     * @throws IllegalStateException while it runs
     */
    public int exitCode() {
        if (isAlive()) {
            throw new IllegalStateException(name() + " is still running");
        }
        return process.exitValue();
    }

    /**
     * Waits for its end and returns its exit code.
     *
     * @throws IllegalStateException when it still runs after that time
     */
    public int awaitExit(Duration timeout) {
        if (!ended(timeout)) {
            throw new IllegalStateException(
                    "%s still runs after %s%n%s".formatted(name(), timeout, logTail()));
        }
        return exitCode();
    }

    /** Completed when it has ended, whatever ended it. */
    public CompletableFuture<ChildProcess> onExit() {
        return process.onExit().thenApply(_ -> this);
    }

    /** SIGKILL, as {@code kill -9}; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(KILL_TIMEOUT);
    }

    /**
     * SIGTERM, to a paused one too; returns its exit code.
     *
     * @throws IllegalStateException when it did not end in time; then it was killed
     */
    public int terminate(Duration timeout) {
        signal(Signal.TERM);
        signal(Signal.CONT);
        if (!ended(timeout)) {
            kill();
            throw new IllegalStateException(
                    "%s ignored SIGTERM for %s and was killed%n%s"
                            .formatted(name(), timeout, logTail()));
        }
        return exitCode();
    }

    /** SIGSTOP: it keeps its sockets and answers nobody, from when this returns. */
    public void pause() {
        signal(Signal.STOP);
        Polling.await(name() + " is stopped", STOP_TIMEOUT, this::isStopped, this::logTail);
    }

    /** The signal returns before all threads have stopped; only Linux says when they have. */
    private boolean isStopped() {
        Path threads = Path.of("/proc", Long.toString(pid()), "task");
        if (!Files.isDirectory(threads)) {
            return true;
        }
        try (Stream<Path> all = Files.list(threads)) {
            return all.allMatch(ChildProcess::isStopped);
        } catch (IOException | UncheckedIOException e) {
            return !isAlive();
        }
    }

    /** proc(5): the state follows the name, which stands in parentheses and may contain any. */
    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.startsWith("T", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return true; // a thread that has ended
        }
    }

    /** SIGCONT. */
    public void resume() {
        signal(Signal.CONT);
    }

    public Path logFile() {
        return command.log();
    }

    /** All that it has printed; the log file may begin with what those before it printed. */
    public String log() {
        return LogFiles.read(command.log(), logStart);
    }

    /** At most so many of the lines that it printed last. */
    public List<String> lastLines(int count) {
        return LogFiles.lastLines(command.log(), logStart, count);
    }

    /** The last lines of its log and, if it ended, how: what an error about it should show. */
    public String logTail() {
        String state = isAlive() ? "still running" : "ended with exit code " + exitCode();
        return "%s (%s), end of %s:%n%s"
                .formatted(name(), state, command.log(), String.join("\n", lastLines(TAIL_LINES)));
    }

    /** Kills it, if it runs. */
    @Override
    public void close() {
        kill();
    }

    private boolean ended(Duration timeout) {
        try {
            return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while waiting for the end of " + name(), e);
        }
    }

    /** Nothing happens to what has ended, nor to who may have its pid by now. */
    private void signal(Signal signal) {
        // what has just ended is alive for the JVM until it has noticed
        if (isAlive() && !signal.send(pid()) && !ended(STOP_TIMEOUT)) {
            throw new IllegalStateException("SIG%s does not reach %s".formatted(signal, name()));
        }
    }
}
