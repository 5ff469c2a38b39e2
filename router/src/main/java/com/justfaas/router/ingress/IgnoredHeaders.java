package com.justfaas.router.ingress;

import com.justfaas.events.Names;
import com.justfaas.router.binding.ContentMode;
import com.justfaas.router.binding.MessageHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The {@code X-Event-*} headers of a request that become nothing of its event. The component that
 * this one replaces ignored them, and so they are not refused; a dry run reports them.
 */
final class IgnoredHeaders {

    /** More are left out. */
    private static final int MOST = 20;

    private static final String PREFIX = "x-event-";
    private static final Pattern FIRST_LETTERS = Pattern.compile("(?<![^-])[a-z]");
    private static final Set<String> OF_EVERY_MODE = lowerCase(Names.Headers.WEBHOOK_URL);
    private static final Set<String> OF_HEADER_MODE =
            lowerCase(
                    Names.Headers.EVENT_TYPE,
                    Names.Headers.EVENT_SOURCE,
                    Names.Headers.EVENT_ID,
                    Names.Headers.WEBHOOK_URL);

    private IgnoredHeaders() {}

    /** As people write them, such as {@code X-Event-Region}; of a request that was understood. */
    static List<String> of(MessageHeaders headers) {
        Set<String> read =
                ContentMode.of(headers).filter(ContentMode.HEADERS::equals).isPresent()
                        ? OF_HEADER_MODE
                        : OF_EVERY_MODE;
        return headers.names().stream()
                .filter(name -> name.startsWith(PREFIX) && !read.contains(name))
                .limit(MOST)
                .map(IgnoredHeaders::capitalised)
                .toList();
    }

    private static String capitalised(String name) {
        return FIRST_LETTERS.matcher(name).replaceAll(m -> m.group().toUpperCase(Locale.ROOT));
    }

    private static Set<String> lowerCase(String... names) {
        return Set.copyOf(
                List.of(names).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }
}
