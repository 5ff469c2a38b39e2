package com.justfaas.router.invocation;

import java.io.IOException;

/** A response that we could not take, or not to its end: the memory for responses was used up. */
final class NoCapacityException extends IOException {

    /**
     * @param what one line for people
     */
    NoCapacityException(String what) {
        super(what);
    }
}
