package com.justfaas.playground.call;

import com.justfaas.events.Payload;
import java.util.Optional;

/** What a function answers. */
public record FunctionAnswer(int status, Headers headers, Payload body) {

    private static final String CONTENT_TYPE = "Content-Type";

    public static FunctionAnswer text(int status, String text) {
        return new FunctionAnswer(
                status, Headers.of(CONTENT_TYPE, "text/plain; charset=utf-8"), Payload.utf8(text));
    }

    public Optional<String> contentType() {
        return headers.first(CONTENT_TYPE);
    }
}
