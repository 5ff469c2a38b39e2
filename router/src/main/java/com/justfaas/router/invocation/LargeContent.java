package com.justfaas.router.invocation;

import com.justfaas.events.Payload;
import java.io.ByteArrayInputStream;
import org.eclipse.jetty.client.InputStreamRequestContent;
import org.eclipse.jetty.io.ByteBufferPool;
import org.jspecify.annotations.Nullable;

/**
 * A large body, handed to the HTTP client a piece at a time: a connection keeps the last buffer
 * that it wrote for as long as it is idle, and hundreds of connections would keep as many whole
 * events.
 */
final class LargeContent extends InputStreamRequestContent {

    /** Smaller bodies may be kept; to hand them over whole is quicker. */
    static final int LARGE = 8 << 10;

    private static final ByteBufferPool.Sized PIECES =
            new ByteBufferPool.Sized(ByteBufferPool.NON_POOLING, false, 16 << 10);

    private final int length;

    LargeContent(Payload body) {
        super(null, new ByteArrayInputStream(body.bytes()), PIECES);
        this.length = body.size();
    }

    @Override
    public long getLength() {
        return length;
    }

    /** None of its own: the event's stands among the headers, if it has one. */
    @Override
    public @Nullable String getContentType() {
        return null;
    }
}
