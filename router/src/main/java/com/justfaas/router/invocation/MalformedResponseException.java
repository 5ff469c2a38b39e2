package com.justfaas.router.invocation;

import org.eclipse.jetty.http.HttpException;

/** A response that is not HTTP/1.1, or is beyond {@link ResponseLimits}. */
final class MalformedResponseException extends HttpException.RuntimeException {

    /**
     * @param mistake one line for people
     */
    MalformedResponseException(String mistake) {
        super(0, mistake);
    }
}
