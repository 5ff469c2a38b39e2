package com.justfaas.router.invocation;

import com.justfaas.events.Names;
import com.justfaas.router.binding.ContentMode;
import com.justfaas.router.binding.MessageHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;

/** The headers of a response that something reads, as they come; all others are dropped. */
final class KeptHeaders {

    /** Of memory, for a header besides its characters. */
    private static final int PER_HEADER = 200;

    /** What {@link Responses}, replies and callbacks read. */
    private static final Set<String> READ =
            Set.of("content-type", "content-encoding", Responses.RETRY_AFTER, "date");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    void add(HttpField field) {
        String name = field.getName().toLowerCase(Locale.ROOT);
        if (READ.contains(name) || isAttribute(name)) {
            values.computeIfAbsent(name, n -> new ArrayList<>(1))
                    .add(String.valueOf(field.getValue()));
        }
    }

    /** All of them; attributes only where there is an event that they may be of. */
    MessageHeaders whole() {
        MessageHeaders all = new MessageHeaders(values);
        if (!ContentMode.isClaimed(all)) {
            values.keySet().removeIf(KeptHeaders::isAttribute);
            all = new MessageHeaders(values);
        }
        values.clear();
        return all;
    }

    /** What headers take, in bytes. */
    static int memory(MessageHeaders headers) {
        int bytes = 0;
        for (Map.Entry<String, List<String>> header : headers.values().entrySet()) {
            for (String value : header.getValue()) {
                bytes += PER_HEADER + header.getKey().length() + value.length();
            }
        }
        return bytes;
    }

    private static boolean isAttribute(String name) {
        return name.startsWith(Names.Headers.CE_PREFIX);
    }
}
