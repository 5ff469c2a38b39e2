package com.justfaas.events.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.IntPredicate;

/**
 * CloudEvents attribute values in headers: percent-encoding as the HTTP binding (3.1.3.2) and the
 * NATS binding define it. The SDK for Java does neither direction (sdk-java issue 748).
 */
public final class AttributeText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private AttributeText() {}

    /**
     * Encodes space, double quote, percent and all outside U+0021 to U+007E as UTF-8 {@code %XX}.
     */
    public static String encode(String value) {
        return encode(value, AttributeText::isPlain);
    }

    /**
     * Encodes only what no header may hold: a URL has percent signs of its own, and they stay what
     * they are.
     */
    static String encodeUrl(String url) {
        return encode(url, c -> c > ' ' && c <= '~');
    }

    /** A loop, and no stream: it is on the path of every attribute of every event. */
    private static boolean isAll(String value, IntPredicate plain) {
        for (int i = 0; i < value.length(); i++) {
            if (!plain.test(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String encode(String value, IntPredicate plain) {
        if (isAll(value, plain)) {
            return value;
        }
        StringBuilder encoded = new StringBuilder(value.length() + 16);
        value.codePoints()
                .forEach(
                        c -> {
                            if (plain.test(c)) {
                                encoded.append((char) c);
                            } else {
                                for (byte b : utf8(c)) {
                                    HEX.toHexDigits(encoded.append('%'), b);
                                }
                            }
                        });
        return encoded.toString();
    }

    /**
     * Undoes double quotes, then one round of percent-encoding.
     *
     * @throws MalformedEventException when the bytes are not UTF-8, or a percent sign is not
     *     followed by two hexadecimal digits
     */
    public static String decode(String name, String header) {
        String value = unquote(header);
        if (value.indexOf('%') < 0) {
            return value;
        }
        ByteBuffer bytes = ByteBuffer.allocate(value.length() * 4);
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            if (c != '%') {
                bytes.put(utf8(c));
                i += Character.charCount(c);
            } else if (i + 2 < value.length()
                    && HexFormat.isHexDigit(value.charAt(i + 1))
                    && HexFormat.isHexDigit(value.charAt(i + 2))) {
                bytes.put((byte) HexFormat.fromHexDigits(value, i + 1, i + 3));
                i += 3;
            } else {
                throw new MalformedEventException(
                        name,
                        "has a percent sign that two hexadecimal digits do not follow; encode the percent sign itself, too");
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedEventException(name, "is not UTF-8 once it is decoded", e);
        }
    }

    private static String unquote(String header) {
        if (header.length() < 2 || !header.startsWith("\"") || !header.endsWith("\"")) {
            return header;
        }
        StringBuilder value = new StringBuilder(header.length());
        for (int i = 1; i < header.length() - 1; i++) {
            char c = header.charAt(i);
            if (c == '\\' && i + 1 < header.length() - 1) {
                i++;
                c = header.charAt(i);
            }
            value.append(c);
        }
        return value.toString();
    }

    private static byte[] utf8(int codePoint) {
        return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c <= '~' && c != '"' && c != '%';
    }
}
