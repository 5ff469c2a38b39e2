package com.justfaas.router.http;

import com.justfaas.events.Payload;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers what no route ever sees: a bad request line, headers too large, a lost host. Jetty's own
 * pages are HTML.
 */
final class ProblemErrorHandler implements Request.Handler {

    private static final String ILLEGAL_CHARACTER = "Illegal character";
    private static final List<String> NAMED_HEADERS =
            List.of("Content-Length", "Transfer-Encoding", "Host");

    private final IntConsumer refusals;

    ProblemErrorHandler(IntConsumer refusals) {
        this.refusals = refusals;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Throwable cause = (Throwable) request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        int status =
                cause instanceof HttpException refused ? refused.getCode() : response.getStatus();
        Answer answer = Answer.of(problem(request, status, cause));
        refusals.accept(status);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        answer.headers().forEach(response.getHeaders()::put);
        Payload body = answer.body();
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.size());
        response.write(true, ByteBuffer.wrap(body.bytes()), callback);
        return true;
    }

    private static Problem problem(Request request, int status, @Nullable Throwable cause) {
        if (cause != null && cause.getCause() instanceof RefusedException refused) {
            return refused.problem();
        }
        if (status == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431) {
            return Problem.of(
                    ProblemType.HEADERS_TOO_LARGE,
                    "request line and headers are more than %d bytes together"
                            .formatted(
                                    request.getConnectionMetaData()
                                            .getHttpConfiguration()
                                            .getRequestHeaderSize()));
        }
        String reason = cause instanceof HttpException refused ? refused.getReason() : null;
        return reason == null || HttpStatus.isServerError(status)
                ? Problem.ofStatus(status, HttpStatus.getMessage(status))
                : refused(status, reason);
    }

    /** Jetty says which header it is of a few only, and in words. */
    private static Problem refused(int status, String reason) {
        if (reason.startsWith(ILLEGAL_CHARACTER)) {
            return Problem.ofStatus(status, reason + " in the request line or in a header");
        }
        Problem problem = Problem.ofStatus(status, reason);
        return NAMED_HEADERS.stream()
                .filter(reason::contains)
                .findFirst()
                .map(header -> problem.with("errors", Map.of(header, List.of(reason))))
                .orElse(problem);
    }
}
