package com.justfaas.events.streams;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By what JetStream recognises an event that was published before. */
final class MessageIds {

    private static final int BYTES = 16;

    private MessageIds() {}

    /** CloudEvents 1.0, section 3.1: source and id together are an event's identity. */
    static String of(CloudEvent event) {
        String identity = event.getSource() + "\n" + event.getId();
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(identity.getBytes(StandardCharsets.UTF_8)),
                            0,
                            BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
