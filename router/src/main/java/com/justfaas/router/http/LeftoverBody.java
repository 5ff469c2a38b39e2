package com.justfaas.router.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;
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
     * Call it when the answer has been sent, on a connection that ends with it. Gives up after 32
     * MiB; after 3 s the connection is closed, also while the client is silent.
     */
    public static void discard(HttpServletRequest request) {
        if (request.getHeader("Expect") != null) {
            return; // it waits for permission, and will not get it
        }
        ConnectionMetaData connection =
                ServletContextRequest.getServletContextRequest(request).getConnectionMetaData();
        EndPoint endPoint = connection.getConnection().getEndPoint();
        Scheduler.Task limit =
                connection
                        .getConnector()
                        .getScheduler()
                        .schedule(endPoint::close, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        try {
            InputStream body = request.getInputStream();
            byte[] chunk = new byte[16 * 1024];
            long total = 0;
            for (int n = body.read(chunk); n >= 0 && total < MOST; n = body.read(chunk)) {
                total += n;
            }
        } catch (IOException | IllegalStateException e) {
            LOG.atDebug().setCause(e).log("the client did not send its body to the end");
            endPoint.close(); // ends a read that Jetty has left pending after a timeout
        } finally {
            limit.cancel();
        }
    }
}
