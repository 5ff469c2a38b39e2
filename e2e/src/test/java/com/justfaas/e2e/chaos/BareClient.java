package com.justfaas.e2e.chaos;

import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The HTTP client that the router uses, with nothing around it: what there would be to reach on
 * this machine, at this moment, against the same sink.
 */
final class BareClient implements AutoCloseable {

    /** As many as the router has under way when it drains a full stream. */
    private static final int CONCURRENCY = 500;

    private final Sink sink;
    private final Journal journal;
    private final HttpClient client = new HttpClient();

    BareClient(Sink sink, Journal journal) {
        this.sink = sink;
        this.journal = journal;
        client.setExecutor(new VirtualThreadPool());
        client.setMaxConnectionsPerDestination(CONCURRENCY);
        client.setFollowRedirects(false);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Posts so many, to one function after the other; returns how many a second. */
    double rate(List<SinkFunction> functions, int requests) {
        Semaphore free = new Semaphore(CONCURRENCY);
        long began = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            free.acquireUninterruptibly();
            SinkFunction function = functions.get(i % functions.size());
            int event = journal.offer(function);
            client.POST(sink.url(function))
                    .body(new BytesRequestContent("text/plain", EventText.body(event)))
                    .send(
                            result -> {
                                if (result.isSucceeded()) {
                                    journal.settle(event, Journal.Fate.ACCEPTED);
                                }
                                free.release();
                            });
        }
        free.acquireUninterruptibly(CONCURRENCY);
        return requests * 1e9 / (System.nanoTime() - began);
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
