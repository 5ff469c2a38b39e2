package com.justfaas.events.streams;

import io.nats.client.impl.SocketDataPortWithWriteTimeout;
import java.io.IOException;

/**
 * The client's socket, with headers mended before it reads them; see {@link HeaderBlock}. Public
 * because the client makes it by its name.
 */
public final class MendingDataPort extends SocketDataPortWithWriteTimeout {

    private static final byte[] NOTHING = {};

    private final ServerLines lines = new ServerLines();
    private byte[] mended = NOTHING;
    private int given;

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (given < mended.length) {
            int count = Math.min(length, mended.length - given);
            System.arraycopy(mended, given, target, from, count);
            given += count;
            return count;
        }
        int count = super.read(target, from, length);
        int end = from + count;
        int at = from;
        while (at < end) {
            at = lines.advance(target, at, end);
            if (lines.headers() > 0) {
                at = mend(target, at, end, lines.headers());
                lines.headersRead();
            }
        }
        return count;
    }

    private int mend(byte[] target, int at, int end, int headers) throws IOException {
        if (headers > end - at) {
            mendAcross(target, at, end, headers);
            return end;
        }
        HeaderBlock.mend(target, at, headers);
        return at + headers;
    }

    /** A block of which only the beginning has come: the rest of it is read now, and given next. */
    private void mendAcross(byte[] target, int at, int end, int headers) throws IOException {
        byte[] block = new byte[headers];
        int have = end - at;
        System.arraycopy(target, at, block, 0, have);
        for (int filled = have; filled < headers; ) {
            int count = super.read(block, filled, headers - filled);
            if (count < 0) {
                return; // the connection is over, and so is this message
            }
            filled += count;
        }
        HeaderBlock.mend(block, 0, headers);
        System.arraycopy(block, 0, target, at, have);
        mended = block;
        given = have;
    }
}
