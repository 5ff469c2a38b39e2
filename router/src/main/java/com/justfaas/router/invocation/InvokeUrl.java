package com.justfaas.router.invocation;

import com.justfaas.events.FunctionName;
import java.net.URI;

/**
 * Where functions are: a URL with {@code {namespace}} and {@code {name}} in it.
 *
 * @param template such as {@value #DEFAULT}
 */
public record InvokeUrl(String template) {

    /** The function's Service. */
    public static final String DEFAULT = "http://{name}.{namespace}.svc.cluster.local:8080/";

    /** The path of the gateway's synchronous route. */
    private static final String GATEWAY_ROUTE = "/proxy/";

    public InvokeUrl {
        String filled = template.replace("{namespace}", "ns").replace("{name}", "name");
        URI uri;
        try {
            uri = URI.create(filled);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not a URL: " + e.getMessage(), e);
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException("is not an http or https URL with a host");
        }
        if (!template.contains("{name}")) {
            throw new IllegalArgumentException(
                    "has no {name} in it, so that every function would be the same");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("has a query or a fragment; it takes a path only");
        }
        template = template.endsWith("/") ? template : template + "/";
    }

    /**
     * Whether requests pass the gateway, which counts them for autoscaling itself, and needs to be
     * told how long a function may take.
     */
    public boolean isGateway() {
        return template.contains(GATEWAY_ROUTE);
    }

    /** The function's root; ends with a slash. */
    public String of(FunctionName function) {
        return template.replace("{namespace}", function.namespace())
                .replace("{name}", function.name());
    }
}
