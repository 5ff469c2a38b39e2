package com.justfaas.app;

import com.justfaas.app.settings.MistakesException;
import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the cluster as fabric8 does: by KUBECONFIG, {@code ~/.kube/config}, or the service account
 * of the pod. fabric8 makes do with nothing at all; here that is a mistake, said at the start.
 */
final class ClusterAccess {

    private static final String KUBECONFIG = "KUBECONFIG";
    private static final String WITHOUT = "or set FAAS_ROLES=router, which needs no Kubernetes";

    private static final Pattern PLACE = Pattern.compile("line \\d+, column \\d+");

    private ClusterAccess() {}

    /**
     * How to reach the API server; whether it answers is another matter.
     *
     * @throws MistakesException when nothing says where it is, or what says so cannot be read
     */
    static Config find(Map<String, String> variables) throws MistakesException {
        String kubeconfig = variables.getOrDefault(KUBECONFIG, "");
        if (!kubeconfig.isBlank() && isMissing(kubeconfig)) {
            throw new MistakesException(
                    "%s: there is no file \"%s\"; name your kubeconfig, %s"
                            .formatted(KUBECONFIG, kubeconfig, WITHOUT));
        }
        Config config = read(kubeconfig);
        boolean isConfigured =
                config.getCurrentContext() != null
                        || config.getAutoOAuthToken() != null
                        || !config.getMasterUrl().startsWith(Config.DEFAULT_MASTER_URL);
        if (!isConfigured) {
            throw new MistakesException(
                    kubeconfig.isBlank()
                            ? "%s: not set, and there is neither ~/.kube/config nor the service account of a pod; name your kubeconfig, %s"
                                    .formatted(KUBECONFIG, WITHOUT)
                            : "%s: \"%s\" names no current context; choose one with kubectl config use-context, %s"
                                    .formatted(KUBECONFIG, kubeconfig, WITHOUT));
        }
        return config;
    }

    private static boolean isMissing(String kubeconfig) {
        return Arrays.stream(kubeconfig.split(File.pathSeparator, -1))
                .noneMatch(file -> Files.isRegularFile(Path.of(file)));
    }

    private static Config read(String kubeconfig) throws MistakesException {
        try {
            return Config.autoConfigure(null);
        } catch (RuntimeException e) {
            // of several kinds: what the parsers below throw gets through as it is
            throw new MistakesException(
                    "%s: %s is not a kubeconfig%s; correct it, %s"
                            .formatted(
                                    KUBECONFIG,
                                    kubeconfig.isBlank()
                                            ? "~/.kube/config"
                                            : '"' + kubeconfig + '"',
                                    place(e),
                                    WITHOUT));
        }
    }

    /** Where the mistake is; more of the message could show a token. */
    private static String place(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher place = PLACE.matcher(String.valueOf(cause.getMessage()));
            if (place.find()) {
                return " (%s)".formatted(place.group());
            }
        }
        return "";
    }
}
