package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of child resources and the value of the label {@code justfaas.com/name}. A name that does
 * not fit where it goes is cut, and a digest keeps it unique; names that fit are those of the
 * operator that this one replaces.
 */
final class ChildNames {

    /** Longest value of a label and longest DNS label, in characters. */
    private static final int MAX_LABEL = 63;

    /** A CronJob's name leaves 11 characters for the name of its Jobs. */
    private static final int MAX_CRON_JOB = 52;

    private static final int DIGEST_LENGTH = 8;

    private ChildNames() {}

    /** Of the resources in the function's own namespace that are called as the function is. */
    static String plain(Function function) {
        return function.getMetadata().getName();
    }

    /** Value of the label {@code justfaas.com/name}: {@code shop.checkout}. */
    static String label(Function function) {
        return fitting(qualified(function), MAX_LABEL);
    }

    /** {@code <namespace>.<name>}, for resources in another namespace. */
    static String qualified(Function function) {
        return Labels.name(function.getMetadata().getNamespace(), function.getMetadata().getName());
    }

    static String cronJob(Function function) {
        return fitting(plain(function), MAX_CRON_JOB);
    }

    static String secretsVolume(Function function) {
        return volume(function, "-projected-secrets");
    }

    static String configMapsVolume(Function function) {
        return volume(function, "-projected-configmap");
    }

    private static String volume(Function function, String suffix) {
        return fitting(plain(function), MAX_LABEL - suffix.length()) + suffix;
    }

    private static String fitting(String name, int length) {
        return name.length() <= length
                ? name
                : name.substring(0, length - DIGEST_LENGTH - 1) + "-" + digest(name);
    }

    /** The first characters of the SHA-256 digest, in hexadecimal. */
    static String digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
