package com.justfaas.router.callback;

import com.justfaas.events.Payload;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A symmetric secret of Standard Webhooks: {@code whsec_} and the Base64 of 24 to 64 bytes. Shows
 * itself to nobody.
 */
public final class SigningSecret {

    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private SigningSecret(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when {@link #mistakeIn} finds something
     */
    public static SigningSecret parse(String text) {
        mistakeIn(text)
                .ifPresent(
                        mistake -> {
                            throw new IllegalArgumentException(mistake);
                        });
        return new SigningSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    /** What is wrong with a secret, without a letter of it; empty when it is good. */
    public static Optional<String> mistakeIn(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.of("does not begin with " + PREFIX);
        }
        int bytes;
        try {
            bytes = Base64.getDecoder().decode(text.substring(PREFIX.length())).length;
        } catch (IllegalArgumentException e) {
            return Optional.of("is not Base64 after " + PREFIX);
        }
        return bytes >= FEWEST_BYTES && bytes <= MOST_BYTES
                ? Optional.empty()
                : Optional.of(
                        "holds %d bytes; it takes %d to %d"
                                .formatted(bytes, FEWEST_BYTES, MOST_BYTES));
    }

    /** The signature of a head and a body, one after the other. */
    byte[] sign(byte[] head, Payload body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return mac.doFinal(body.bytes());
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningSecret secret && key.equals(secret.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
