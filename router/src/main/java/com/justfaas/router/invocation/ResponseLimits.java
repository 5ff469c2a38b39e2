package com.justfaas.router.invocation;

/** What a response may have besides its body, and how much is read of that. */
final class ResponseLimits {

    /** Of one response: status line, headers, chunk extensions and trailers together. */
    static final int MAX_HEADER_BYTES = 32 << 10;

    /** Headers and trailers of one response; a tiny header takes many times its bytes of memory. */
    static final int MAX_HEADERS = 200;

    /** Responses with a status from 100 to 199 before the one that counts. */
    static final int MAX_INTERIM_RESPONSES = 8;

    /** Most that is read of a body, and that is kept of one that is no event. */
    static final int MAX_BODY_BYTES = 1 << 20;

    private ResponseLimits() {}

    /** For people whose function or webhook exceeds them. */
    static String text() {
        return "a response has at most %d KiB of headers and trailers, %d of them, and %d interim responses before it"
                .formatted(MAX_HEADER_BYTES >> 10, MAX_HEADERS, MAX_INTERIM_RESPONSES);
    }
}
