package com.justfaas.app;

import com.justfaas.events.Durations;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process from its start to its end. On SIGTERM or SIGINT it stops being ready, waits for those
 * who have not heard of it yet, closes its parts, the last one first, and exits with 0.
 */
final class Lifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final Deque<Part> parts = new ArrayDeque<>();
    private volatile Runnable leaving = () -> {};
    private volatile boolean stopping;
    private volatile int exitCode = ExitCodes.DONE;

    private record Part(String name, AutoCloseable closing) {}

    /**
     * From now on a signal ends the process in order.
     *
     * @param delay from the end of readiness to the first close
     */
    void guard(Duration delay) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> end(delay)));
    }

    boolean isStopping() {
        return stopping;
    }

    /** Is run when the delay before the first close begins. */
    void leaves(Runnable part) {
        leaving = part;
    }

    /** Will be closed before all that was given earlier. */
    void closes(String name, AutoCloseable part) {
        synchronized (parts) {
            parts.push(new Part(name, part));
        }
    }

    /** Says what somebody has to set right, and ends the process. */
    void fail(List<String> mistakes) {
        mistakes.forEach(System.err::println);
        System.err.flush();
        exit(ExitCodes.MISTAKE);
    }

    /** Closes what there is, and ends the process. */
    void exit(int code) {
        exitCode = code;
        System.exit(code);
    }

    /** Keeps the main thread, so that the process lives as long as nobody ends it. */
    void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Duration delay) {
        stopping = true;
        leaving.run();
        try {
            if (exitCode == ExitCodes.DONE) {
                LOG.atInfo().log("stopping; intake closes in {}", Durations.format(delay));
                Thread.sleep(delay);
            }
            closeAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // the JVM's own code for SIGTERM would be 143
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private void closeAll() {
        synchronized (parts) {
            for (Part part : parts) {
                try {
                    part.closing().close();
                    LOG.atDebug().log("closed: {}", part.name());
                } catch (Exception e) {
                    LOG.atWarn().setCause(e).log("cannot be closed: {}", part.name());
                }
            }
        }
        LOG.atInfo().log("stopped");
    }
}
