package com.justfaas.app.settings;

/**
 * One option, with all that there is to say of it.
 *
 * @param name of its environment variable
 * @param defaultText what holds when the variable is not set or blank; its own parser reads it
 * @param parser makes a value of a text
 * @param meaning one or two sentences for people, in Markdown
 * @param secret whether its text is shown to nobody
 */
record Option<T>(
        String name, String defaultText, Parser<T> parser, String meaning, boolean secret) {

    /** One that may be shown. */
    Option(String name, String defaultText, Parser<T> parser, String meaning) {
        this(name, defaultText, parser, meaning, false);
    }

    /** Reads a text that is not blank, or the default. */
    @FunctionalInterface
    interface Parser<T> {

        /**
         * The value of a text, or of the default.
         *
         * @throws IllegalArgumentException when the text is wrong; the message goes on where
         *     "FAAS_HTTP_PORT: "eighty"" ends: {@code is not a port; write a number …}
         */
        T parse(String text);
    }

    T defaultValue() {
        return parser.parse(defaultText);
    }
}
