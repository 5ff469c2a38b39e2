package com.justfaas.router.ingress;

import com.justfaas.events.Payload;
import com.justfaas.router.binding.EventMessage;
import com.justfaas.router.binding.MessageHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests as tests write them: names and values in turn. */
final class Requests {

    private Requests() {}

    static EventMessage of(String body, String... headers) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            values.merge(
                    headers[i],
                    List.of(headers[i + 1]),
                    (a, b) -> java.util.stream.Stream.of(a, b).flatMap(List::stream).toList());
        }
        return new EventMessage(new MessageHeaders(values), Payload.utf8(body));
    }
}
