package com.justfaas.router.invocation;

import com.justfaas.events.codec.FunctionCall;
import com.justfaas.router.invocation.Invocation.Header;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rebuilds the original request from what the gateway made of it. */
final class CallRequest {

    /** Not passed on: they are of the hop, not of the request (RFC 9110 section 7.6.1). */
    private static final Set<String> DROPPED =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private CallRequest() {}

    static String method(FunctionCall call) {
        return call.metadata(FunctionCall.METHOD)
                .filter(method -> TOKEN.matcher(method).matches())
                .map(method -> method.toUpperCase(Locale.ROOT))
                .orElse("POST");
    }

    /** The function's root, then the path inside the function, then the query. */
    static URI uri(String root, FunctionCall call) {
        String path = path(call.metadata(FunctionCall.PATH).orElse("/"));
        String query =
                call.arguments().entrySet().stream()
                        .map(
                                argument ->
                                        argument.getValue().isEmpty()
                                                ? encode(argument.getKey())
                                                : encode(argument.getKey())
                                                        + "="
                                                        + encode(argument.getValue()))
                        .collect(Collectors.joining("&"));
        return URI.create(root + path.substring(1) + (query.isEmpty() ? "" : "?" + query));
    }

    /**
     * The path with a slash at both ends, what a URI does not allow encoded, and dot segments
     * resolved (RFC 3986 section 5.2.4): nobody climbs out of the function that he calls.
     */
    private static String path(String given) {
        List<String> segments = new ArrayList<>();
        for (String segment : given.split("/", -1)) {
            String plain = segment.replace("%2e", ".").replace("%2E", ".");
            if (plain.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.removeLast();
                }
            } else if (!plain.equals(".")) {
                segments.add(encodeSegment(segment));
            }
        }
        String path = String.join("/", segments);
        if (path.isEmpty() || path.equals("/")) {
            return "/";
        }
        return (path.startsWith("/") ? "" : "/") + path + (path.endsWith("/") ? "" : "/");
    }

    private static String encodeSegment(String segment) {
        StringBuilder encoded = new StringBuilder(segment.length());
        for (int i = 0; i < segment.length(); ) {
            int c = segment.codePointAt(i);
            boolean escape =
                    c == '%'
                            && i + 2 < segment.length()
                            && HexFormat.isHexDigit(segment.charAt(i + 1))
                            && HexFormat.isHexDigit(segment.charAt(i + 2));
            if (escape || isAllowedInPath(c)) {
                encoded.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    HEX.toHexDigits(encoded.append('%'), b);
                }
            }
            i += Character.charCount(c);
        }
        return encoded.toString();
    }

    /** RFC 3986: {@code pchar} without percent-encoding. */
    private static boolean isAllowedInPath(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-._~!$&'()*+,;=:@".indexOf(c) >= 0;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static List<Header> headers(FunctionCall call) {
        List<Header> headers = new ArrayList<>();
        call.metadata()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith(FunctionCall.HEADER_PREFIX)) {
                                add(
                                        headers,
                                        key.substring(FunctionCall.HEADER_PREFIX.length()),
                                        value);
                            }
                        });
        removeNamedByConnection(headers, call);
        call.metadata(FunctionCall.AUTHORIZATION)
                .filter(value -> lacks(headers, "Authorization"))
                .ifPresent(value -> add(headers, "Authorization", value));
        String cookies = cookies(call);
        if (!cookies.isEmpty() && lacks(headers, "Cookie")) {
            add(headers, "Cookie", cookies);
        }
        String contentType = call.contentType();
        if (contentType != null && !contentType.isBlank()) {
            headers.removeIf(header -> header.name().equalsIgnoreCase("Content-Type"));
            add(headers, "Content-Type", contentType);
        }
        return headers;
    }

    private static void removeNamedByConnection(List<Header> headers, FunctionCall call) {
        call.metadata()
                .forEach(
                        (key, value) -> {
                            if (key.equalsIgnoreCase(FunctionCall.HEADER_PREFIX + "Connection")) {
                                for (String name : value.split(",", -1)) {
                                    headers.removeIf(h -> h.name().equalsIgnoreCase(name.trim()));
                                }
                            }
                        });
    }

    private static String cookies(FunctionCall call) {
        return call.metadata().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(FunctionCall.COOKIE_PREFIX))
                .map(
                        entry ->
                                entry.getKey().substring(FunctionCall.COOKIE_PREFIX.length())
                                        + "="
                                        + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private static boolean lacks(List<Header> headers, String name) {
        return headers.stream().noneMatch(header -> header.name().equalsIgnoreCase(name));
    }

    /** What cannot be a header is left out; a control character in a value becomes a space. */
    private static void add(List<Header> headers, String name, String value) {
        if (TOKEN.matcher(name).matches() && !DROPPED.contains(name.toLowerCase(Locale.ROOT))) {
            headers.add(new Header(name, value.replaceAll("[\\x00-\\x1F\\x7F]", " ").trim()));
        }
    }
}
