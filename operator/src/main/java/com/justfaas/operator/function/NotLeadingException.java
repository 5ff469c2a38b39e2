package com.justfaas.operator.function;

/** Somebody else may lead by now; whatever was to be written is theirs to write. */
final class NotLeadingException extends RuntimeException {

    NotLeadingException() {
        super("this operator leads no more");
    }
}
