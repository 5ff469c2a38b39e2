package com.justfaas.events;

import java.util.Comparator;

/**
 * A function's namespace and name: what names a receiver everywhere.
 *
 * @param namespace Kubernetes namespace, never empty
 * @param name name of the Function resource, never empty
 */
public record FunctionName(String namespace, String name) implements Comparable<FunctionName> {

    private static final Comparator<FunctionName> ORDER =
            Comparator.comparing(FunctionName::namespace).thenComparing(FunctionName::name);

    public FunctionName {
        if (namespace.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "a function has a namespace and a name, not \"%s/%s\""
                            .formatted(namespace, name));
        }
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
