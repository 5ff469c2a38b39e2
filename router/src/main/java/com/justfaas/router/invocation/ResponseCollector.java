package com.justfaas.router.invocation;

import com.justfaas.events.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;

/** Takes an answer up to a size, and breaks off what is larger. */
final class ResponseCollector implements Response.Listener {

    private final int most;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<FunctionResponse> answer = new CompletableFuture<>();
    private boolean truncated;

    ResponseCollector(int most) {
        this.most = most;
    }

    /** Fails with what Jetty met. */
    CompletableFuture<FunctionResponse> answer() {
        return answer;
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        int room = most - body.size();
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
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : result.getResponse().getHeaders()) {
            headers.put(field.getName().toLowerCase(Locale.ROOT), String.valueOf(field.getValue()));
        }
        answer.complete(
                new FunctionResponse(
                        result.getResponse().getStatus(),
                        headers,
                        Payload.of(body.toByteArray()),
                        truncated));
    }
}
