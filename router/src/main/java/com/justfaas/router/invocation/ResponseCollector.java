package com.justfaas.router.invocation;

import com.justfaas.events.Payload;
import com.justfaas.router.binding.MessageHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Takes one response: keeps the beginning of its body, drops what follows, and breaks off what is
 * larger than anything that is read. Memory comes from the {@link ResponseBudget}.
 */
final class ResponseCollector implements Response.Listener {

    private static final Duration INSIST_EVERY = Duration.ofMillis(250);

    private final ResponseBudget.Share share;
    private final ToIntFunction<MessageHeaders> kept;
    private final Executor executor;
    private final Scheduler timer;
    private final CompletableFuture<FunctionResponse> answer = new CompletableFuture<>();
    private final KeptHeaders keptHeaders = new KeptHeaders();
    private MessageHeaders headers = MessageHeaders.NONE;
    private KeptBody body = new KeptBody(0);
    private int headerMemory;
    private int most;
    private long received;
    private boolean reserved;
    private boolean truncated;

    /**
     * @param share what the response holds
     * @param kept most bytes that are kept of the body of a response with these headers
     */
    ResponseCollector(
            ResponseBudget.Share share,
            ToIntFunction<MessageHeaders> kept,
            Executor executor,
            Scheduler timer) {
        this.share = share;
        this.kept = kept;
        this.executor = executor;
        this.timer = timer;
    }

    /** What ends a response whose share others wait for. */
    static void breakOff(Request request) {
        var _ =
                request.abort(
                        new NoCapacityException(
                                "other responses wait for the memory that this one holds, and it arrives slowly"));
    }

    /** Fails with what Jetty met. */
    CompletableFuture<FunctionResponse> answer() {
        return answer;
    }

    /** Jetty itself keeps none but what says whether the connection goes on. */
    @Override
    public boolean onHeader(Response response, HttpField field) {
        keptHeaders.add(field);
        return field.getHeader() == HttpHeader.CONNECTION
                || field.getHeader() == HttpHeader.CONTENT_LENGTH;
    }

    @Override
    public void onHeaders(Response response) {
        headers = keptHeaders.whole();
        most = kept.applyAsInt(headers);
        body = new KeptBody(most);
        int taken = KeptHeaders.memory(headers);
        headerMemory = taken <= ResponseBudget.FREE ? 0 : taken;
    }

    @Override
    public void onContent(Response response, Content.Chunk chunk, Runnable demander) {
        ByteBuffer content = chunk.getByteBuffer();
        received += content.remaining();
        body.append(content);
        if (received > Math.max(most, ResponseLimits.MAX_BODY_BYTES)) {
            truncated = true;
            var _ = response.abort(new IllegalStateException("the body is too large"));
        } else if (reserved || (headerMemory == 0 && body.size() <= ResponseBudget.FREE)) {
            demander.run();
        } else {
            reserved = true;
            long bytes = headerMemory + largest(response);
            if (share.tryReserve(bytes)) {
                demander.run();
            } else if (share.await(bytes, () -> executor.execute(demander))) {
                insistLater();
            } else {
                var _ =
                        response.abort(
                                new NoCapacityException("too many responses wait for memory"));
            }
        }
    }

    /** What may have to be kept of it. */
    private long largest(Response response) {
        long announced = response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        return announced < 0 ? most : Math.min(announced, most);
    }

    private void insistLater() {
        var _ =
                timer.schedule(
                        () -> {
                            if (share.isWaiting()) {
                                share.insist();
                                insistLater();
                            }
                        },
                        INSIST_EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void onComplete(Result result) {
        Throwable failure = result.getFailure();
        if (failure != null && !truncated) {
            boolean waits = share.isWaiting();
            share.release();
            answer.completeExceptionally(
                    waits
                            ? new NoCapacityException("there was no memory for it in time")
                            : failure);
            return;
        }
        if (headerMemory > 0 && !reserved && !share.tryReserve(headerMemory)) {
            // without a body there was nothing to wait with
            share.release();
            answer.completeExceptionally(
                    new NoCapacityException("there is no memory for its headers just now"));
            return;
        }
        truncated |= received > body.size();
        Payload whole = body.payload();
        share.arrived(headerMemory + (whole.size() > ResponseBudget.FREE ? whole.size() : 0));
        answer.complete(
                new FunctionResponse(
                        result.getResponse().getStatus(), headers, whole, truncated, share));
    }
}
