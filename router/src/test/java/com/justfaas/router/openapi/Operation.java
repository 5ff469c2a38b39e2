package com.justfaas.router.openapi;

import java.util.List;
import java.util.Map;

/**
 * A method of a path.
 *
 * @param bodies by content type: where the schema lies
 * @param responses by status
 */
public record Operation(
        String method,
        String path,
        List<Parameter> parameters,
        Map<String, String> bodies,
        Map<Integer, Response> responses) {

    /**
     * A parameter.
     *
     * @param in {@code path}, {@code query} or {@code header}
     * @param schema where it lies, as a JSON pointer
     */
    public record Parameter(
            String name,
            String in,
            boolean required,
            boolean mayBeEmpty,
            String schema,
            List<String> examples) {}

    /**
     * An answer.
     *
     * @param headers by name: where the schema lies
     * @param contents by content type: where the schema lies
     */
    public record Response(Map<String, Header> headers, Map<String, String> contents) {}

    /** A header of an answer. */
    public record Header(boolean required, String schema) {}

    @Override
    public String toString() {
        return method + " " + path;
    }
}
