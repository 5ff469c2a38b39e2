package com.justfaas.router.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes and forgets what a client still sends after it was refused. Closing a socket with unread
 * bytes resets it, and most clients then never see why.
 */
public final class LeftoverBody {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverBody.class);
    private static final long MOST = 32L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private LeftoverBody() {}

    /**
     * Call it when the answer has been sent. Gives up after 32 MiB, or 3 s, or when a client stands
     * still for as long as the connection may be idle.
     */
    public static void discard(HttpServletRequest request) {
        if (request.getHeader("Expect") != null) {
            return; // it waits for permission, and will not get it
        }
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            InputStream body = request.getInputStream();
            byte[] chunk = new byte[16 * 1024];
            long total = 0;
            for (int n = body.read(chunk);
                    n >= 0 && total < MOST && System.nanoTime() < end;
                    n = body.read(chunk)) {
                total += n;
            }
        } catch (IOException | IllegalStateException e) {
            LOG.atDebug().setCause(e).log("the client left before it had sent its body");
        }
    }
}
