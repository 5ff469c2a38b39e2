package com.justfaas.app.settings;

import java.util.Map;

/**
 * The variables that Kubernetes adds for each Service of a pod's namespace: one named {@code
 * faas-gateway} makes {@code FAAS_GATEWAY_SERVICE_HOST}, {@code FAAS_GATEWAY_PORT}, {@code
 * FAAS_GATEWAY_PORT_8080_TCP} and more of what looks like settings.
 */
final class ServiceLinks {

    private static final String HOST = "_SERVICE_HOST";

    private ServiceLinks() {}

    static boolean isOne(String name, Map<String, String> variables) {
        return variables.keySet().stream()
                .filter(other -> other.endsWith(HOST))
                .map(other -> other.substring(0, other.length() - HOST.length()))
                .anyMatch(
                        service ->
                                name.startsWith(service + "_SERVICE_")
                                        || name.equals(service + "_PORT")
                                        || name.startsWith(service + "_PORT_"));
    }
}
