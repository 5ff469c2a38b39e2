package com.justfaas.events.codec;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of one function, as the gateway's async route posts it.
 *
 * @param function who is called
 * @param arguments the query, decoded; an empty value is a bare key
 * @param metadata {@code HTTP_METHOD}, {@code HTTP_PATH}, {@code HTTP_HEADER_<Name>}, {@code
 *     HTTP_COOKIE_<name>} and {@code Authorization} of the original request
 * @param content the original request's body
 * @param contentType of the content, or null when the request had none
 */
public record FunctionCall(
        FunctionName function,
        Map<String, String> arguments,
        Map<String, String> metadata,
        Payload content,
        @Nullable String contentType) {

    public static final String METHOD = "HTTP_METHOD";
    public static final String PATH = "HTTP_PATH";
    public static final String HEADER_PREFIX = "HTTP_HEADER_";
    public static final String COOKIE_PREFIX = "HTTP_COOKIE_";
    public static final String AUTHORIZATION = "Authorization";

    public FunctionCall {
        // in the order in which they came: a query keeps its order
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public Optional<String> metadata(String name) {
        return Optional.ofNullable(metadata.get(name));
    }
}
