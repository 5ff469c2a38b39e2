package com.justfaas.router.invocation;

import com.justfaas.events.FunctionName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where functions are: a URL with {@code {namespace}} and {@code {name}} in it.
 *
 * @param template such as {@value #DEFAULT}
 */
public record InvokeUrl(String template) {

    /** The function's Service. */
    public static final String DEFAULT = "http://{name}.{namespace}.svc.cluster.local:8080/";

    /** What is not one of the two. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{(?!(namespace|name)\\})[^{}]*\\}");

    /** The path of the gateway's synchronous route. */
    private static final String GATEWAY_ROUTE = "/proxy/";

    public InvokeUrl {
        List<String> unknown =
                PLACEHOLDER.matcher(template).results().map(MatchResult::group).distinct().toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "has %s in it; there are {namespace} and {name}"
                            .formatted(String.join(" and ", unknown)));
        }
        String filled = template.replace("{namespace}", "ns").replace("{name}", "name");
        URI uri;
        try {
            uri = new URI(filled);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL; write it like " + DEFAULT, e);
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
     * Whether requests pass the platform's gateway, which counts them for autoscaling itself, and
     * has responses of its own ({@link GatewayCall}).
     */
    public boolean isGateway() {
        return template.contains(GATEWAY_ROUTE);
    }

    /** A request to a function below this URL, with what the gateway needs, if it passes that. */
    public Invocation routed(Invocation request) {
        return isGateway() ? request.by(new GatewayCall(request.timeout())) : request;
    }

    /**
     * Longest that an attempt may take.
     *
     * @param timeout longest that the function may take
     */
    public Duration longest(Duration timeout) {
        return isGateway() ? new GatewayCall(timeout).longest() : timeout;
    }

    /** The function's root; ends with a slash. */
    public String of(FunctionName function) {
        return template.replace("{namespace}", function.namespace())
                .replace("{name}", function.name());
    }
}
