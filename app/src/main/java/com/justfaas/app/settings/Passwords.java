package com.justfaas.app.settings;

import java.util.regex.Pattern;

/** Keeps what people put into URLs out of messages. */
final class Passwords {

    private static final Pattern USER_INFO = Pattern.compile("//[^\\s,]*@");

    private Passwords() {}

    /** The text with {@code ***} for user and password of each URL in it. */
    static String hidden(String text) {
        return USER_INFO.matcher(text).replaceAll("//***@");
    }
}
