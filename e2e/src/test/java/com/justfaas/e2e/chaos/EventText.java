package com.justfaas.e2e.chaos;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What an event of these tests says: its number, and padding. */
final class EventText {

    private static final int DIGITS = 10;
    private static final int SIZE = 512;

    private EventText() {}

    /** The event's id, which is its number. */
    static String id(int event) {
        return String.format("%0" + DIGITS + "d", event);
    }

    static byte[] body(int event) {
        return body(event, SIZE);
    }

    static byte[] body(int event, int size) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) 'x');
        byte[] number = id(event).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(number, 0, body, 0, number.length);
        return body;
    }

    /** The number of the event whose body begins there. */
    static int number(ByteBuffer text, int start) {
        int number = 0;
        for (int i = 0; i < DIGITS; i++) {
            number = number * 10 + text.get(start + i) - '0';
        }
        return number;
    }
}
