package com.justfaas.router.engine;

import com.justfaas.events.streams.CallReport;
import com.justfaas.events.streams.CallReports;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.StreamException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports every second what this replica's calls of functions came to, also when there were none:
 * the operator scales functions to zero and shows failing ones by it.
 */
public final class CallReporter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallReporter.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final NatsLink link;
    private final String replica;
    private final CallCounts counts;
    private @Nullable Thread thread;

    /**
     * @param replica what names this replica among all
     */
    public CallReporter(NatsLink link, String replica, CallCounts counts) {
        this.link = link;
        this.replica = replica;
        this.counts = counts;
    }

    public void start() {
        thread = Thread.ofVirtual().name("call-reports").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                report();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report() {
        List<CallReport.Calls> calls = counts.take();
        try {
            int from = 0;
            do {
                int to = Math.min(calls.size(), from + CallReport.MOST_FUNCTIONS);
                CallReports.publish(link, replica, new CallReport(calls.subList(from, to)));
                from = to;
            } while (from < calls.size());
        } catch (StreamException | IllegalStateException e) {
            LOG.atDebug().setCause(e).log("calls cannot be reported");
        }
    }

    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
