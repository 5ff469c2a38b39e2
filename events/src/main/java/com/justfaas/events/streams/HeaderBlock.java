package com.justfaas.events.streams;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The headers of a message as they come from NATS. The server stores whatever a client sends, and
 * the Java client ends its connection at the first header that is not ASCII: {@code nats pub -H
 * 'ce-subject: größe'} would stop every replica, for as long as the message is stored. So what it
 * could not read is overwritten, and {@code AttributeRules} refuses that message alone.
 */
final class HeaderBlock {

    /** Stands for what is not ASCII, or would break a line. No attribute may hold it. */
    private static final byte SUBSTITUTE = 0x1A;

    private static final byte[] VERSION = "NATS/1.0".getBytes(StandardCharsets.US_ASCII);

    /** An attribute without a name: whoever reads it finds a CloudEvent without a version. */
    private static final byte[] UNREADABLE = "\r\nce-:".getBytes(StandardCharsets.US_ASCII);

    private static final int END = "\r\n\r\n".length();

    private final byte[] bytes;
    private final int from;
    private final int to;

    private HeaderBlock(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** Overwrites what the client could not read; the length stays the same. */
    static void mend(byte[] bytes, int from, int length) {
        HeaderBlock block = new HeaderBlock(bytes, from, from + length);
        if (!block.mendLines()) {
            block.wipe();
        }
    }

    private boolean mendLines() {
        if (!startsWithVersion()) {
            return false;
        }
        int at = endOfLine(from + VERSION.length);
        while (at >= 0 && !endsLine(at)) {
            int end = endOfLine(at);
            if (end < 0 || !mendLine(at, end - 2)) {
                return false;
            }
            at = end;
        }
        return at == to - 2;
    }

    /** The version alone, or with a status of three digits, as only the server says it. */
    private boolean startsWithVersion() {
        int end = from + VERSION.length;
        if (end > to || !Arrays.equals(bytes, from, end, VERSION, 0, VERSION.length)) {
            return false;
        }
        return endsLine(end)
                || (end + 4 < to
                        && bytes[end] == ' '
                        && isDigit(end + 1)
                        && isDigit(end + 2)
                        && isDigit(end + 3)
                        && (bytes[end + 4] == ' ' || endsLine(end + 4)));
    }

    private boolean isDigit(int at) {
        return bytes[at] >= '0' && bytes[at] <= '9';
    }

    /** The index behind the next line end, or -1. */
    private int endOfLine(int at) {
        for (int i = at; i < to - 1; i++) {
            if (endsLine(i)) {
                return i + 2;
            }
        }
        return -1;
    }

    private boolean endsLine(int at) {
        return at < to - 1 && bytes[at] == '\r' && bytes[at + 1] == '\n';
    }

    /** A name, a colon and a value; false when there is no name or no colon. */
    private boolean mendLine(int at, int end) {
        int colon = at;
        while (colon < end && bytes[colon] != ':') {
            // a byte above 127 is negative
            if (bytes[colon] <= ' ' || bytes[colon] == 0x7F) {
                bytes[colon] = '_';
            }
            colon++;
        }
        for (int i = colon + 1; i < end; i++) {
            if (bytes[i] < 0 || bytes[i] == '\r' || bytes[i] == '\n') {
                bytes[i] = SUBSTITUTE;
            }
        }
        return colon > at && colon < end;
    }

    private void wipe() {
        int room = to - from - VERSION.length - UNREADABLE.length - END;
        if (room < 0) {
            return; // too short for any header
        }
        System.arraycopy(VERSION, 0, bytes, from, VERSION.length);
        System.arraycopy(UNREADABLE, 0, bytes, from + VERSION.length, UNREADABLE.length);
        Arrays.fill(bytes, to - END - room, to - END, (byte) 'x');
        for (int i = to - END; i < to; i += 2) {
            bytes[i] = '\r';
            bytes[i + 1] = '\n';
        }
    }
}
