package com.justfaas.router.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * An error as RFC 9457 has it.
 *
 * @param type a URI that tells kinds of errors apart; {@code about:blank} when the status says all
 * @param title the kind in a few words
 * @param status of the response
 * @param detail what is wrong this time, where, and what would be right
 * @param members more, for programs, such as {@code errors} or {@code pointer}
 * @param headers of the response, such as {@code Retry-After}
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        Map<String, Object> members,
        Map<String, String> headers) {

    public static final String CONTENT_TYPE = "application/problem+json";

    private static final int LONGEST_ECHO = 100;

    public Problem {
        members = Map.copyOf(members);
        headers = Map.copyOf(headers);
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type.urn(), type.title(), type.status(), detail, Map.of(), Map.of());
    }

    /** Of which only the status is known. */
    public static Problem ofStatus(int status, String detail) {
        return new Problem(
                "about:blank", HttpStatus.getMessage(status), status, detail, Map.of(), Map.of());
    }

    /**
     * That a value of the request is wrong.
     *
     * @param where a query's parameter, or a JSON pointer into the body
     * @param mistake what is wrong with it, and what would be right
     */
    public static Problem ofValue(String where, String mistake) {
        return ofStatus(HttpStatus.BAD_REQUEST_400, where + " " + mistake).with("where", where);
    }

    /** What a client sent, short enough to be said back to it. */
    public static String brief(String value) {
        return value.length() <= LONGEST_ECHO ? value : value.substring(0, LONGEST_ECHO) + "…";
    }

    /** The same with one more member. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, title, status, detail, more, headers);
    }

    /** The same with one more header of the response. */
    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(type, title, status, detail, members, more);
    }

    /** The same for a client that may try again; in whole seconds, at least one. */
    public Problem retryAfter(Duration wait) {
        return withHeader("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }

    /** The same on a connection that ends with it. */
    public Problem closing() {
        return withHeader("Connection", "close");
    }

    /** What the body says, in the order in which people read it. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        body.putAll(members);
        return body;
    }
}
