package com.justfaas.events;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns text into subject tokens and back.
 *
 * <p>Letters, digits, {@code _} and {@code -} stand for themselves; every other byte of the UTF-8
 * form is {@code %XX}, and an empty token is a lone {@code %}. So no text from outside can hold a
 * wildcard, a space or a token boundary of its own:
 *
 * <pre>
 * order.created   order.created
 * a..b            a.%.b
 * a.*             a.%2A
 * größe           gr%C3%B6%C3%9Fe
 * </pre>
 */
public final class SubjectTokens {

    private static final String EMPTY = "%";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private SubjectTokens() {}

    /** Encodes one token; a dot within it is encoded too. */
    public static String encode(String token) {
        if (token.isEmpty()) {
            return EMPTY;
        }
        if (token.chars().allMatch(SubjectTokens::isPlain)) {
            return token;
        }
        StringBuilder encoded = new StringBuilder(token.length() + 8);
        for (byte b : token.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                encoded.append((char) b);
            } else {
                HEX.toHexDigits(encoded.append('%'), b);
            }
        }
        return encoded.toString();
    }

    /** Encodes dotted text, such as an event type: its dots separate tokens. */
    public static String encodeDotted(String text) {
        return Stream.of(text.split("\\.", -1))
                .map(SubjectTokens::encode)
                .collect(Collectors.joining("."));
    }

    /** The token's text, or empty when it is not what {@link #encode} writes. */
    public static Optional<String> decode(String token) {
        if (token.equals(EMPTY)) {
            return Optional.of("");
        }
        if (token.indexOf('%') < 0) {
            return Optional.of(token);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(token.length());
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c != '%') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            if (i + 2 >= token.length()
                    || !HexFormat.isHexDigit(token.charAt(i + 1))
                    || !HexFormat.isHexDigit(token.charAt(i + 2))) {
                return Optional.empty();
            }
            bytes.write(HexFormat.fromHexDigits(token, i + 1, i + 3));
            i += 2;
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(java.nio.ByteBuffer.wrap(bytes.toByteArray()))
                            .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * The dotted text. A token that {@link #encode} would not write is taken as it stands, so that
     * what somebody published by hand keeps a type that he recognises.
     */
    public static String decodeDotted(String tokens) {
        return Stream.of(tokens.split("\\.", -1))
                .map(token -> decode(token).orElse(token))
                .collect(Collectors.joining("."));
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-';
    }
}
