package com.justfaas.router.ingress;

import static java.util.Objects.requireNonNull;

import io.nats.client.api.MessageInfo;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A message as the stream has it. */
record StoredMessage(Map<String, String> headers, String data) {

    static StoredMessage of(MessageInfo info) {
        Map<String, String> headers = new TreeMap<>();
        requireNonNull(info.getHeaders())
                .forEach((name, values) -> headers.put(name, String.join(",", values)));
        byte[] data = info.getData();
        return new StoredMessage(
                headers, data == null ? "" : new String(data, StandardCharsets.UTF_8));
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
