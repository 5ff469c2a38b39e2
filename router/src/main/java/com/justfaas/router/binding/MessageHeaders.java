package com.justfaas.router.binding;

import com.justfaas.events.codec.MalformedEventException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The headers of a request or a response, found ignoring case.
 *
 * @param values by name in lower case, in the order in which they came
 */
public record MessageHeaders(Map<String, List<String>> values) {

    public static final MessageHeaders NONE = new MessageHeaders(Map.of());

    public MessageHeaders {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, all) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(all)));
        values = Collections.unmodifiableMap(copy);
    }

    /** In lower case. */
    public Set<String> names() {
        return values.keySet();
    }

    /** Whether there is such a header with anything in it. */
    public boolean has(String name) {
        return all(name).stream().anyMatch(value -> !value.isBlank());
    }

    /** The last value, whatever it holds, or empty when there is no such header. */
    public Optional<String> last(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Whether there is such a header with that value. */
    public boolean holds(String name, String value) {
        return all(name).contains(value);
    }

    /**
     * Whether the body is what it says, and not a compressed form of it.
     *
     * @throws MalformedEventException when the header that says it cannot be read
     */
    public boolean isUnencoded() {
        return text("Content-Encoding").map("identity"::equalsIgnoreCase).orElse(true);
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
    public Optional<String> text(String name) {
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
