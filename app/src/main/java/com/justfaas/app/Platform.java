package com.justfaas.app;

import com.justfaas.router.callback.PlatformAddresses;
import java.util.List;
import java.util.Map;

/** What the variables of a pod tell about where the platform is, which callbacks never reach. */
final class Platform {

    /** In the manifests: the door for events, and the management port. */
    private static final List<String> OWN_SERVICES = List.of("events", "events-management");

    private Platform() {}

    static PlatformAddresses found(Map<String, String> variables) {
        PlatformAddresses platform = new PlatformAddresses();
        String apiServer = variables.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        if (!apiServer.isBlank()) {
            platform.addHost(apiServer);
            String namespace = variables.getOrDefault("POD_NAMESPACE", "");
            if (!namespace.isBlank()) {
                OWN_SERVICES.forEach(
                        service -> platform.addHost("%s.%s.svc".formatted(service, namespace)));
            }
        }
        return platform;
    }
}
