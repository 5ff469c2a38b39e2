package com.justfaas.router.http;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;

/**
 * A connection with what Jetty's lacks: a deadline for the complete head of a request and one for
 * its body, however they trickle in; a limit to the number of headers; a place among the idle
 * connections while no request is in progress; and a {@link LingeringClose} after a refused head.
 *
 * <p>Jetty calls {@link #fillInterested} when it has read all that arrived and waits for the rest
 * of a head; no other thread touches the connection until more arrives or the idle timeout ends.
 */
final class HttpServerConnection extends HttpConnection {

    private static final long NOT_BEGUN = Long.MIN_VALUE;

    private final HttpLimits limits;
    private final IdleConnections<HttpServerConnection> idle;
    private final HeadMemory memory;
    private final AtomicBoolean inProgress = new AtomicBoolean();
    private long headBegan = NOT_BEGUN;
    private long headEnded;
    private volatile boolean refused;
    private volatile boolean lingering;

    HttpServerConnection(
            HttpConfiguration configuration,
            Connector connector,
            EndPoint endPoint,
            HttpLimits limits,
            IdleConnections<HttpServerConnection> idle,
            HeadMemory memory) {
        super(configuration, connector, endPoint);
        this.limits = limits;
        this.idle = idle;
        this.memory = memory;
    }

    /** Closes it, for another that needs its place; a request that arrives now is not served. */
    void evict() {
        getEndPoint().close();
    }

    @Override
    public void onOpen() {
        idle.opened(this);
        super.onOpen();
    }

    @Override
    public void onClose(Throwable cause) {
        idle.closed(this);
        memory.close();
        super.onClose(cause);
    }

    @Override
    public void fillInterested(Callback callback) {
        if (refused) {
            return; // what still arrives is for the lingering close
        }
        if (isWithinHead()) {
            long left = headMillisLeft();
            if (left <= 0) {
                refuseSlowHead();
                return;
            }
            if (!memory.holds(getParser().getHeaderLength())) {
                refuse(RequestProblems.tooManyLargeHeads());
                return;
            }
            getEndPoint().setIdleTimeout(Math.min(left, getEndPoint().getIdleTimeout()));
        }
        super.fillInterested(callback);
    }

    /**
     * The endpoint would fail what waits to be read, and then what is being written: by then, that
     * may be the response to the slow head.
     */
    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        if (isWithinHead() && getEndPoint() instanceof AbstractEndPoint endPoint) {
            endPoint.getFillInterest().onFail(timeout);
            return false;
        }
        return lingering || super.onIdleExpired(timeout);
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        if (cause instanceof TimeoutException && isWithinHead()) {
            refuseSlowHead();
        } else {
            super.onFillInterestedFailed(cause);
        }
    }

    private long headMillisLeft() {
        if (headBegan == NOT_BEGUN) {
            headBegan = System.nanoTime();
        }
        return limits.head().minusNanos(System.nanoTime() - headBegan).toMillis();
    }

    private boolean isWithinHead() {
        return getParser().getHeaderLength() > 0
                && getParser().getState().compareTo(HttpParser.State.HEADER) <= 0;
    }

    /** Blank lines alone are no request, and get no response. */
    private void refuseSlowHead() {
        if (getParser().isStart()) {
            getEndPoint().close();
        } else {
            refuse(RequestProblems.slowHead(limits.head()));
        }
    }

    private void refuse(HttpException.RuntimeException problem) {
        getParser().close();
        getParser().getHandler().badMessage(problem);
    }

    /** False when it was chosen to be closed. */
    private boolean begins() {
        boolean begins = idle.begins(this);
        if (begins) {
            inProgress.set(true);
            headEnded = System.nanoTime();
            // a connector that stops has set a shorter one
            if (headBegan != NOT_BEGUN && !getConnector().isShutdown()) {
                getEndPoint().setIdleTimeout(limits.idle().toMillis());
            }
            headBegan = NOT_BEGUN;
        }
        return begins;
    }

    private void completed() {
        if (inProgress.compareAndSet(true, false)) {
            if (!lingering) {
                memory.release();
            }
            idle.completed(this).ifPresent(HttpServerConnection::evict);
        }
    }

    @Override
    protected RequestHandler newRequestHandler() {
        return new HeadReader();
    }

    @Override
    protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
        return new BodyStream(method, uri, version);
    }

    /** Counts headers, and keeps no more than may be. Trailers are read and forgotten. */
    private final class HeadReader extends RequestHandler {

        private int headers;

        @Override
        public void startRequest(String method, String uri, HttpVersion version) {
            headers = 0;
            super.startRequest(method, uri, version);
        }

        @Override
        public void parsedHeader(HttpField field) {
            if (++headers <= HttpDoor.MAX_HEADERS) {
                super.parsedHeader(field);
            }
        }

        @Override
        public void parsedTrailer(HttpField field) {
            // nothing here reads them
        }

        @Override
        public boolean headerComplete() {
            if (headers > HttpDoor.MAX_HEADERS) {
                throw RequestProblems.tooManyHeaders(headers, HttpDoor.MAX_HEADERS);
            }
            if (!memory.holds(getParser().getHeaderLength())) {
                throw RequestProblems.tooManyLargeHeads();
            }
            if (!begins()) {
                throw new HttpException.RuntimeException(HttpStatus.SERVICE_UNAVAILABLE_503);
            }
            if (!getParser().hasContent()) {
                idle.received(HttpServerConnection.this);
            }
            return super.headerComplete();
        }

        @Override
        public boolean messageComplete() {
            idle.received(HttpServerConnection.this);
            return super.messageComplete();
        }

        /** The problem that is the response is a request in progress like any other. */
        @Override
        public void badMessage(HttpException failure) {
            refused = true;
            begins();
            idle.received(HttpServerConnection.this);
            super.badMessage(failure);
        }
    }

    /** One request and its response. */
    private final class BodyStream extends HttpStreamOverHTTP1 {

        private BodyStream(String method, String uri, HttpVersion version) {
            super(method, uri, version);
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            boolean late = System.nanoTime() - headEnded > limits.body().toNanos();
            return chunk == null && late
                    ? Content.Chunk.from(new TimeoutException("the body arrives too slowly"), true)
                    : chunk;
        }

        @Override
        public void succeeded() {
            complete(super::succeeded);
        }

        @Override
        public void failed(Throwable failure) {
            complete(() -> super.failed(failure));
        }

        /**
         * Jetty closes a refused connection with the completion, whatever has arrived since. The
         * parser keeps a refused head until then: without memory for it, there is no lingering.
         */
        private void complete(Runnable completion) {
            lingering =
                    refused
                            && getEndPoint().isOutputShutdown()
                            && memory.holds(getParser().getHeaderLength());
            completed();
            if (lingering) {
                new LingeringClose(getEndPoint(), getConnector().getByteBufferPool(), completion)
                        .start();
            } else {
                completion.run();
            }
        }
    }
}
