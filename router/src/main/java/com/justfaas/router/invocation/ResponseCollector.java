package com.justfaas.router.invocation;

import com.justfaas.events.Payload;
import com.justfaas.router.binding.MessageHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;

/** Takes an answer up to a size, and breaks off what is larger. */
final class ResponseCollector implements Response.Listener {

    private final ToLongFunction<MessageHeaders> limit;
    private MessageHeaders headers = MessageHeaders.NONE;
    private long most;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<FunctionResponse> answer = new CompletableFuture<>();
    private boolean truncated;

    /**
     * @param limit most bytes that are taken of a response with these headers
     */
    ResponseCollector(ToLongFunction<MessageHeaders> limit) {
        this.limit = limit;
    }

    /** Fails with what Jetty met. */
    CompletableFuture<FunctionResponse> answer() {
        return answer;
    }

    @Override
    public void onHeaders(Response response) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (HttpField field : response.getHeaders()) {
            values.computeIfAbsent(
                            field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(String.valueOf(field.getValue()));
        }
        headers = new MessageHeaders(values);
        most = limit.applyAsLong(headers);
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        int room = (int) Math.min(most - body.size(), Integer.MAX_VALUE);
        byte[] bytes = new byte[Math.min(room, content.remaining())];
        boolean more = content.remaining() > room;
        content.get(bytes);
        body.writeBytes(bytes);
        if (more) {
            truncated = true;
            var _ = response.abort(new IllegalStateException("more than " + most + " bytes"));
        }
    }

    @Override
    public void onComplete(Result result) {
        Throwable failure = result.getFailure();
        if (failure != null && !truncated) {
            answer.completeExceptionally(failure);
            return;
        }
        answer.complete(
                new FunctionResponse(
                        result.getResponse().getStatus(),
                        headers,
                        Payload.of(body.toByteArray()),
                        truncated));
    }
}
