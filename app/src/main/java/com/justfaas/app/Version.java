package com.justfaas.app;

import java.util.Objects;

/** Which build this is. */
final class Version {

    private Version() {}

    /** The jar's version, or {@code unpackaged} when it runs from class files. */
    static String current() {
        return Objects.requireNonNullElse(
                Version.class.getPackage().getImplementationVersion(), "unpackaged");
    }
}
