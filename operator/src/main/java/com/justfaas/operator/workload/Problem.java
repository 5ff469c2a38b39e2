package com.justfaas.operator.workload;

import com.justfaas.operator.status.Reason;
import com.justfaas.operator.status.Shortened;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/**
 * Why a child is not as it should be.
 *
 * @param reason for the condition
 * @param message for people
 * @param isTemporary whether applying it again may succeed without any change
 */
record Problem(Reason reason, String message, boolean isTemporary) {

    private static final int MESSAGE_LENGTH = 1_000;
    private static final int UNPROCESSABLE = 422;

    static Problem of(Throwable failure) {
        if (failure instanceof ForeignResourceException foreign) {
            return new Problem(
                    Reason.FOREIGN_RESOURCE, String.valueOf(foreign.getMessage()), false);
        }
        if (failure instanceof KubernetesClientException refused) {
            return of(refused);
        }
        return new Problem(Reason.APPLY_FAILED, text(failure), true);
    }

    private static Problem of(KubernetesClientException failure) {
        String message = text(failure);
        return switch (failure.getCode()) {
            case HttpURLConnection.HTTP_FORBIDDEN ->
                    message.contains("exceeded quota")
                            ? new Problem(Reason.QUOTA_EXCEEDED, message, false)
                            : message.contains("is being terminated")
                                    ? new Problem(Reason.NAMESPACE_TERMINATING, message, false)
                                    : new Problem(Reason.RESOURCE_REFUSED, message, false);
            case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
                    new Problem(Reason.RESOURCE_REFUSED, message, false);
            case HttpURLConnection.HTTP_INTERNAL_ERROR ->
                    // of an apply that its schema does not take, such as one with a mount path
                    // twice
                    message.contains("failed to create typed")
                            ? new Problem(Reason.RESOURCE_REFUSED, message, false)
                            : new Problem(Reason.APPLY_FAILED, message, true);
            default -> new Problem(Reason.APPLY_FAILED, message, true);
        };
    }

    /** What the API server says, without the client's words around it. */
    private static String text(Throwable failure) {
        Status status =
                failure instanceof KubernetesClientException refused ? refused.getStatus() : null;
        String message =
                status != null && status.getMessage() != null
                        ? status.getMessage()
                        : failure.getMessage() != null
                                ? failure.getMessage()
                                : failure.getClass().getSimpleName();
        return Shortened.cut(message, MESSAGE_LENGTH);
    }
}
