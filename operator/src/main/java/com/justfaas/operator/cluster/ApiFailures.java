package com.justfaas.operator.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URL;
import java.util.concurrent.TimeoutException;

/** Why a request to the API server failed, in words that name the cause. */
public final class ApiFailures {

    private ApiFailures() {}

    /**
     * One line: that the API server does not answer and why, or what it answers.
     *
     * @param server its address
     */
    public static String words(URL server, KubernetesClientException failure) {
        Throwable root = root(failure);
        if (root instanceof IOException || root instanceof TimeoutException) {
            return "the API server at %s does not answer: %s".formatted(server, text(root));
        }
        return "the API server at %s answers %d: %s"
                .formatted(server, failure.getCode(), failure.getMessage());
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String text(Throwable root) {
        String message = root.getMessage();
        String name = root.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : message;
    }
}
