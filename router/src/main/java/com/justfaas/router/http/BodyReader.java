package com.justfaas.router.http;

import com.justfaas.events.Payload;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;

/**
 * Reads bodies within limits. What Content-Length announces is refused before a byte is read, so a
 * client that waits for {@code 100 Continue} sends nothing in vain. Memory is taken from the budget
 * as bytes arrive, so a client that announces much and sends nothing holds nothing. How long a body
 * may take is the connection's matter: see {@link HttpLimits}.
 */
public final class BodyReader {

    private static final int CHUNK = 16 * 1024;

    private BodyReader() {}

    /**
     * Reads all of it, blocking.
     *
     * @param limit most bytes
     * @param share takes what the body costs; the caller closes it when it needs the body no more
     */
    public static Body read(HttpServletRequest request, long limit, ByteBudget.Share share) {
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            return new Body.TooLarge(limit);
        }
        if (!share.hasRoomFor(Math.max(1, announced))) {
            return new Body.NoRoom();
        }
        try {
            return read(request.getInputStream(), chunk(announced), limit, share);
        } catch (HttpException.RuntimeException e) {
            return new Body.Broken(String.valueOf(e.getReason()));
        } catch (IOException e) {
            return failed(e);
        }
    }

    private static Body read(InputStream body, byte[] chunk, long limit, ByteBudget.Share share)
            throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(1024);
        for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
            if (whole.size() + n > limit) {
                return new Body.TooLarge(limit);
            }
            if (!share.tryTake(n)) {
                return new Body.NoRoom();
            }
            whole.write(chunk, 0, n);
        }
        return new Body.Whole(Payload.of(whole.toByteArray()));
    }

    /** One byte more than announced, so that the end is seen without a second read. */
    private static byte[] chunk(long announced) {
        return new byte[(int) (announced < 0 ? CHUNK : Math.min(CHUNK, announced + 1))];
    }

    private static Body failed(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return new Body.TooSlow();
            }
        }
        return new Body.Broken(String.valueOf(failure.getMessage()));
    }
}
