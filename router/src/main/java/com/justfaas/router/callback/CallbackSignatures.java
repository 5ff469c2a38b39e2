package com.justfaas.router.callback;

import com.justfaas.events.Names;
import com.justfaas.events.Payload;
import com.justfaas.router.invocation.Invocation.Header;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Signs callbacks as Standard Webhooks 1.0.0 says, once with each secret, so that a receiver may
 * know the old one or the new one while they are being changed.
 */
public final class CallbackSignatures {

    private static final int ID_BYTES = 16;

    private final List<SigningSecret> secrets;
    private final InstantSource clock;

    /**
     * @param secrets none to sign nothing
     */
    public CallbackSignatures(List<SigningSecret> secrets, InstantSource clock) {
        this.secrets = List.copyOf(secrets);
        this.clock = clock;
    }

    /** The three headers of an attempt that is made now; none without a secret. */
    List<Header> of(CloudEvent callback, Payload body) {
        return secrets.isEmpty() ? List.of() : headers(id(callback), clock.instant(), body);
    }

    List<Header> headers(String id, Instant now, Payload body) {
        byte[] head = "%s.%d.".formatted(id, now.getEpochSecond()).getBytes(StandardCharsets.UTF_8);
        String signatures =
                secrets.stream()
                        .map(secret -> Base64.getEncoder().encodeToString(secret.sign(head, body)))
                        .map(signature -> "v1," + signature)
                        .collect(Collectors.joining(" "));
        return List.of(
                new Header(Names.Headers.WEBHOOK_ID, id),
                new Header(Names.Headers.WEBHOOK_TIMESTAMP, Long.toString(now.getEpochSecond())),
                new Header(Names.Headers.WEBHOOK_SIGNATURE, signatures));
    }

    /**
     * The same for each attempt, and for a copy that a crash made, since the callback's identity
     * is; without a dot, as the specification wants it, and without a word that a sender chose.
     */
    private static String id(CloudEvent callback) {
        String identity = callback.getSource() + " " + callback.getId();
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(identity.getBytes(StandardCharsets.UTF_8));
            return "cb_" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
