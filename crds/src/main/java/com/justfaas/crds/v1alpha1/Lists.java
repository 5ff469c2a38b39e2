package com.justfaas.crds.v1alpha1;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists as they come out of JSON, where both a list and an element may be null. */
final class Lists {

    private Lists() {}

    /** An immutable copy without null elements; empty for null. */
    static <T> List<T> copyOf(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
