package com.justfaas.router.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and forgets what a client still sends after its head was refused and the response was sent,
 * until the client ends: closing a socket with unread bytes resets it, and the client may lose the
 * response (RFC 9112, section 9.6). Ends after 32 MiB and after 2 s, however the client behaves.
 * Holds no thread while nothing arrives.
 */
final class LingeringClose implements Callback {

    private static final Logger LOG = LoggerFactory.getLogger(LingeringClose.class);
    private static final long MOST = 32L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int CHUNK = 16 * 1024;

    private final EndPoint endPoint;
    private final ByteBufferPool buffers;
    private final Runnable completion;
    private final long began = System.nanoTime();
    private long total;

    /**
     * @param endPoint whose output is shut down, and which nothing else reads
     * @param completion run once, when the connection is closed
     */
    LingeringClose(EndPoint endPoint, ByteBufferPool buffers, Runnable completion) {
        this.endPoint = endPoint;
        this.buffers = buffers;
        this.completion = completion;
    }

    void start() {
        succeeded();
    }

    /** There is something to read. */
    @Override
    public void succeeded() {
        if (isAtEnd()) {
            close();
        } else {
            endPoint.setIdleTimeout(Math.max(1, millisLeft()));
            endPoint.fillInterested(this);
        }
    }

    /** Nothing arrived in time, or the connection is closed already. */
    @Override
    public void failed(Throwable cause) {
        close();
    }

    private void close() {
        endPoint.close();
        completion.run();
    }

    /** Reads all that has arrived. */
    private boolean isAtEnd() {
        RetainableByteBuffer chunk = buffers.acquire(CHUNK, true);
        try {
            ByteBuffer bytes = chunk.getByteBuffer();
            int filled;
            do {
                BufferUtil.clear(bytes);
                filled = endPoint.fill(bytes);
                total += filled;
            } while (filled > 0 && total < MOST && millisLeft() > 0);
            return filled != 0 || millisLeft() <= 0;
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the client did not end its connection");
            return true;
        } finally {
            chunk.release();
        }
    }

    private long millisLeft() {
        return LONGEST.minusNanos(System.nanoTime() - began).toMillis();
    }
}
