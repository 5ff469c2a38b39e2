package com.justfaas.events.streams;

import java.util.Arrays;

/** Finds the header blocks in what a NATS server sends, piece by piece. */
final class ServerLines {

    private static final byte[] WITH_HEADERS = {'H', 'M', 'S', 'G', ' '};
    private static final byte[] WITHOUT = {'M', 'S', 'G', ' '};
    private static final int LINE_END = 2;

    private byte[] line = new byte[512];
    private int length;
    private int headers;
    private int payload;

    /**
     * Reads on.
     *
     * @return the index of the first byte of a header block, or {@code to} when there is none
     */
    int advance(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && headers == 0) {
            int skipped = Math.min(payload, to - at);
            payload -= skipped;
            at += skipped;
            if (at < to) {
                take(bytes[at++]);
            }
        }
        return at;
    }

    /** How long the header block is that comes next; 0 when none does. */
    int headers() {
        return headers;
    }

    /** The header block was read. */
    void headersRead() {
        headers = 0;
    }

    private void take(byte b) {
        if (b != '\n') {
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = b;
            return;
        }
        if (startsWith(WITH_HEADERS)) {
            int total = number(0);
            headers = number(1);
            payload = total - headers + LINE_END;
        } else if (startsWith(WITHOUT)) {
            payload = number(0) + LINE_END;
        }
        length = 0;
    }

    private boolean startsWith(byte[] operation) {
        return length > operation.length
                && Arrays.equals(line, 0, operation.length, operation, 0, operation.length);
    }

    /** The last number of the line, or the one so many words before. */
    private int number(int wordsBefore) {
        int end = length - 1; // the carriage return
        for (int word = 0; word < wordsBefore; word++) {
            while (line[end - 1] != ' ') {
                end--;
            }
            end--;
        }
        int start = end;
        while (line[start - 1] != ' ') {
            start--;
        }
        int number = 0;
        for (int i = start; i < end; i++) {
            number = 10 * number + line[i] - '0';
        }
        return number;
    }
}
