package com.justfaas.events.filter;

import java.io.Serial;

/** Says what is wrong with an expression and what would be right; begins with a verb. */
final class FilterMistakeException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    private final String mistake;

    FilterMistakeException(String mistake) {
        super(mistake, null, false, false);
        this.mistake = mistake;
    }

    @Override
    public String getMessage() {
        return mistake;
    }
}
