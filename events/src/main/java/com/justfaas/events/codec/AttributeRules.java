package com.justfaas.events.codec;

import com.justfaas.events.EventTypes;

/**
 * What every attribute of an event must be, whichever door it came through. Stricter than the SDK,
 * which accepts an empty type, an empty source and an extension named {@code data}.
 */
public final class AttributeRules {

    /** Longest value of an attribute other than the type, in characters. */
    public static final int MAX_LENGTH = 1024;

    /** What the connection to NATS puts where a header holds what no header may hold. */
    private static final int SUBSTITUTE = 0x1A;

    private AttributeRules() {}

    /**
     * Checks a value.
     *
     * @param where how the sender calls it: a header's name or a JSON pointer
     * @throws MalformedEventException when it is empty, too long, or holds a character that
     *     CloudEvents 1.0 (section 3.1, String) forbids
     */
    public static String check(String where, String value) {
        return check(where, value, MAX_LENGTH);
    }

    /** Checks a type: as any value, and short enough to become part of a subject. */
    public static String checkType(String where, String type) {
        return check(where, type, EventTypes.MAX_LENGTH);
    }

    private static String check(String where, String value, int most) {
        if (value.isBlank()) {
            throw new MalformedEventException(where, "is empty");
        }
        if (value.length() > most) {
            throw new MalformedEventException(
                    where, "is %d characters long; %d is the most".formatted(value.length(), most));
        }
        if (isPrintableAscii(value)) {
            return value;
        }
        value.codePoints()
                .filter(AttributeRules::isForbidden)
                .findFirst()
                .ifPresent(
                        c -> {
                            throw new MalformedEventException(
                                    where,
                                    c == SUBSTITUTE
                                            ? "holds something that is not ASCII; a header takes it percent-encoded"
                                            : "holds the unprintable character U+%04X"
                                                    .formatted(c));
                        });
        return value;
    }

    /** Checks an attribute's name: lower-case letters and digits, and not {@code data}. */
    public static String checkName(String where, String name) {
        if (name.isEmpty()
                || !isLowerCaseOrDigits(name)
                || name.equals("data")
                || name.length() > 64) {
            throw new MalformedEventException(
                    where,
                    "is not an attribute's name; it takes lower-case letters and digits, at most 64, and is not \"data\"");
        }
        return name;
    }

    // Loops, and no streams: both are on the path of every attribute of every event.

    private static boolean isLowerCaseOrDigits(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintableAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= 0x1F || c >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isForbidden(int c) {
        return c <= 0x1F
                || (c >= 0x7F && c <= 0x9F)
                || (c >= 0xD800 && c <= 0xDFFF)
                || (c >= 0xFDD0 && c <= 0xFDEF)
                || (c & 0xFFFE) == 0xFFFE;
    }
}
