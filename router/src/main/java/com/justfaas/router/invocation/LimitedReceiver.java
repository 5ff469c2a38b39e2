package com.justfaas.router.invocation;

import java.io.EOFException;
import org.eclipse.jetty.client.transport.internal.HttpChannelOverHTTP;
import org.eclipse.jetty.client.transport.internal.HttpReceiverOverHTTP;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Reads the responses of one connection within {@link ResponseLimits}. Jetty's parser counts the
 * bytes of headers and trailers; it knows no limit on how many of them there are, and none on
 * interim responses.
 */
final class LimitedReceiver extends HttpReceiverOverHTTP {

    private int headers;
    private int interimResponses;
    private @Nullable MalformedResponseException mistake;

    LimitedReceiver(HttpChannelOverHTTP channel) {
        super(channel);
    }

    @Override
    public void startResponse(HttpVersion version, int status, String reason) {
        headers = 0;
        if (status == HttpStatus.SWITCHING_PROTOCOLS_101) {
            throw malformed("status 101, but no other protocol was asked for");
        }
        if (!HttpStatus.isInterim(status)) {
            interimResponses = 0;
        } else if (++interimResponses > ResponseLimits.MAX_INTERIM_RESPONSES) {
            throw malformed("too many interim responses");
        }
        super.startResponse(version, status, reason);
    }

    @Override
    public void parsedHeader(HttpField field) {
        countHeader();
        super.parsedHeader(field);
    }

    /** Nothing reads trailers: none is kept. */
    @Override
    public void parsedTrailer(HttpField trailer) {
        countHeader();
    }

    private void countHeader() {
        if (++headers > ResponseLimits.MAX_HEADERS) {
            throw malformed("too many headers or trailers");
        }
    }

    private MalformedResponseException malformed(String what) {
        MalformedResponseException found =
                new MalformedResponseException(what + "; " + ResponseLimits.text());
        mistake = found;
        return found;
    }

    /** The parser rejected the status line or the headers. */
    @Override
    public void badMessage(HttpException failure) {
        if (getHttpExchange() == null) {
            super.badMessage(failure);
        } else {
            end(String.valueOf(failure.getReason()));
        }
    }

    /** The connection has ended within a response, or the parser rejected its body. */
    @Override
    public void earlyEOF() {
        if (getHttpExchange() == null) {
            super.earlyEOF();
        } else {
            end("the body is not framed as HTTP/1.1, or its trailers are too large");
        }
    }

    /** Nothing more is read: it might be without end, and the connection is closed in its turn. */
    @Override
    protected boolean isShutdown() {
        return mistake != null || super.isShutdown();
    }

    private void end(String reason) {
        if (mistake != null) {
            failAndClose(mistake);
        } else if (super.isShutdown()) {
            failAndClose(new EOFException("within a response"));
        } else {
            failAndClose(malformed(reason));
        }
    }
}
