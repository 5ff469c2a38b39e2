package com.justfaas.router.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The query of a request's URL. Javalin passes over what it cannot decode; here a filter that was
 * passed over would mean more than was wanted, and a dry run that was would store an event.
 */
public final class Query {

    private Query() {}

    /**
     * Every parameter with its values, decoded.
     *
     * @throws RefusedException when one cannot be decoded
     */
    public static Map<String, List<String>> of(HttpServletRequest request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        String query = request.getQueryString();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int end = pair.indexOf('=');
                    parameters
                            .computeIfAbsent(
                                    decode(end < 0 ? pair : pair.substring(0, end)),
                                    name -> new ArrayList<>())
                            .add(end < 0 ? "" : decode(pair.substring(end + 1)));
                }
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    Problem.of(
                            ProblemType.MALFORMED_PARAMETER,
                            "the query is malformed: % begins an escape of two hexadecimal digits, and is itself written %25"));
        }
    }
}
