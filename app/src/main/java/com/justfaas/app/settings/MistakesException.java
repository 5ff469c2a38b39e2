package com.justfaas.app.settings;

import java.util.List;

/** What somebody has to set right before the process can start, one line a mistake. */
public final class MistakesException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    public MistakesException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    public MistakesException(String mistake) {
        this(List.of(mistake));
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
