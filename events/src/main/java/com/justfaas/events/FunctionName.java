package com.justfaas.events;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A function's namespace and name: what names a receiver everywhere.
 *
 * @param namespace Kubernetes namespace, never empty
 * @param name name of the Function resource, never empty
 */
public record FunctionName(String namespace, String name) implements Comparable<FunctionName> {

    private static final Comparator<FunctionName> ORDER =
            Comparator.comparing(FunctionName::namespace).thenComparing(FunctionName::name);

    /** RFC 1123, as Kubernetes reads it. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public FunctionName {
        if (namespace.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "a function has a namespace and a name, not \"%s/%s\""
                            .formatted(namespace, name));
        }
    }

    /**
     * Why no function can have this name, or empty. Both parts are labels of the host that is
     * called, and a namespace in Kubernetes is one anyway. Receivers of our own have other names.
     */
    public Optional<String> mistake() {
        if (LABEL.matcher(namespace).matches() && LABEL.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                "namespace and name of a function are DNS labels: 1 to 63 lower case letters, digits and dashes, with no dash at either end");
    }

    @Override
    public int compareTo(FunctionName other) {
        return ORDER.compare(this, other);
    }

    /** {@code namespace/name}, as kubectl and our logs write it. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
