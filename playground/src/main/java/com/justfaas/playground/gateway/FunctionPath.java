package com.justfaas.playground.gateway;

import com.justfaas.events.FunctionName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path of the gateway says.
 *
 * @param path inside the function, percent-encoded as it came; begins and ends with a slash
 */
record FunctionPath(FunctionName function, String path) {

    private static final Pattern ROUTE = Pattern.compile("/proxy(?:-async)?/([^/]+)/([^/]+)(|/.*)");

    /**
     * Takes a path apart.
     *
     * @param uri the request's path, not decoded
     * @return empty when no function is named
     */
    static Optional<FunctionPath> parse(String uri) {
        Matcher route = ROUTE.matcher(uri);
        if (!route.matches()) {
            return Optional.empty();
        }
        String path = route.group(3);
        return Optional.of(
                new FunctionPath(
                        new FunctionName(route.group(1), route.group(2)),
                        path.endsWith("/") ? path : path + "/"));
    }
}
