package com.justfaas.operator.function;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name under which a function is called is that of a Service, so it must be a DNS label; the
 * API server takes more than that for the name of a Function.
 */
final class ServiceName {

    private static final int MAX_LENGTH = 63;

    /** RFC 1035, as Kubernetes reads it. */
    private static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

    private ServiceName() {}

    /** What is wrong with a name and what would be right, or empty when it is good. */
    static Optional<String> mistakeIn(String name) {
        if (name.length() <= MAX_LENGTH && LABEL.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                "the name \"%s\" cannot be that of a Service; give the function a name of at most %d lower case letters, digits and dashes that starts with a letter, such as send-mail"
                        .formatted(name, MAX_LENGTH));
    }
}
