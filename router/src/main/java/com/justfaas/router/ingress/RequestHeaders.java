package com.justfaas.router.ingress;

import com.justfaas.events.codec.MalformedEventException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request's headers, found ignoring case.
 *
 * @param values by name in lower case, in the order of the request
 */
public record RequestHeaders(Map<String, List<String>> values) {

    public RequestHeaders {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, all) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(all)));
        values = Collections.unmodifiableMap(copy);
    }

    static RequestHeaders of(HttpServletRequest request) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            values.putIfAbsent(
                    name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        return new RequestHeaders(values);
    }

    /** In lower case. */
    Set<String> names() {
        return values.keySet();
    }

    /** Whether there is such a header with anything in it. */
    boolean has(String name) {
        return all(name).stream().anyMatch(value -> !value.isBlank());
    }

    /** Whether there is such a header with that value. */
    boolean holds(String name, String value) {
        return all(name).contains(value);
    }

    private List<String> all(String name) {
        return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /**
     * The value, or empty when there is no such header or nothing in it. Bytes outside ASCII are
     * refused: a container makes ISO-8859-1 of them, whatever the sender meant.
     *
     * @throws MalformedEventException when it is there twice, or holds other than printable ASCII
     */
    Optional<String> text(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw new MalformedEventException(
                    name, "is there %d times; once is right".formatted(all.size()));
        }
        Optional<String> value = all.stream().findFirst();
        value.flatMap(text -> text.chars().filter(c -> c < ' ' || c > '~').boxed().findFirst())
                .ifPresent(
                        c -> {
                            throw new MalformedEventException(
                                    name,
                                    "holds the character U+%04X; it takes printable ASCII%s"
                                            .formatted(c, hint(name)));
                        });
        return value.filter(text -> !text.isBlank());
    }

    private static String hint(String name) {
        return name.regionMatches(true, 0, "ce-", 0, 3)
                ? ", everything else as percent-encoded UTF-8"
                : "";
    }
}
