package com.justfaas.operator;

import com.justfaas.testkit.KubernetesServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many write requests an API server has had, by its own metrics. */
final class WriteCounts {

    private static final Pattern SERIES =
            Pattern.compile(
                    "apiserver_request_total\\{[^}]*resource=\"([^\"]+)\"[^}]*verb=\"(APPLY|CREATE|DELETE|PATCH|POST|PUT|UPDATE)\"[^}]*\\} (\\d+)");

    private WriteCounts() {}

    /** Of the resources that an operator writes, but for its lease. */
    static long of(KubernetesServer server) {
        try (KubernetesClient admin = server.client(KubernetesServer.ADMIN)) {
            Matcher series = SERIES.matcher(admin.raw("/metrics"));
            long writes = 0;
            while (series.find()) {
                if (series.group(1)
                        .matches(
                                "functions|deployments|services|horizontalpodautoscalers|ingresses|cronjobs|events")) {
                    writes += Long.parseLong(series.group(3));
                }
            }
            return writes;
        }
    }
}
