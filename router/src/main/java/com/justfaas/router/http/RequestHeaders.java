package com.justfaas.router.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;

/**
 * The headers of a request, read in one pass. The servlet API looks for each name among all of
 * them.
 */
public final class RequestHeaders {

    private RequestHeaders() {}

    /** All values by name in lower case, in the order in which they came. */
    public static Map<String, List<String>> of(HttpServletRequest request) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (HttpField field :
                ServletContextRequest.getServletContextRequest(request).getHeaders()) {
            values.computeIfAbsent(field.getLowerCaseName(), name -> new ArrayList<>())
                    .add(field.getValue() == null ? "" : field.getValue());
        }
        return values;
    }
}
