package com.justfaas.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes that nobody changes: an event's data, a request's or a response's body. */
public final class Payload {

    public static final Payload EMPTY = new Payload(new byte[0]);

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps the array without a copy: the caller hands it over and does not change it any more. */
    public static Payload of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Payload(bytes);
    }

    public static Payload utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves, not a copy: for reading only. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The bytes as UTF-8, whatever they are. */
    public String utf8() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** So many of the first bytes as UTF-8, whatever they are. */
    public String utf8(int most) {
        return new String(bytes, 0, Math.min(most, bytes.length), StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The size and the first bytes, for a log line or a failed assertion. */
    @Override
    public String toString() {
        int shown = Math.min(16, bytes.length);
        return "%d bytes %s%s"
                .formatted(
                        bytes.length,
                        HexFormat.of().formatHex(bytes, 0, shown),
                        shown < bytes.length ? "…" : "");
    }
}
