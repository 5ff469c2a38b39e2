package com.justfaas.router.callback;

import com.justfaas.router.callback.WebhookVerdict.Allowed;
import com.justfaas.router.callback.WebhookVerdict.Forbidden;
import com.justfaas.router.callback.WebhookVerdict.Malformed;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks webhook URLs as far as they show by themselves: their form, and hosts that are forbidden
 * whatever DNS says. What a name resolves to is checked when it is called.
 */
public final class WebhookUrls {

    /** Longest URL, in characters. */
    private static final int MAX_LENGTH = 2048;

    private static final int MAX_PORT = 65_535;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    /** With the underscores that DNS has and URLs should not. */
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

    private static final String RIGHT =
            "write it like https://shop.example/hook, http://host:8080/hook or function://namespace/name";

    private final CallbackAllowList allowList;

    public WebhookUrls(CallbackAllowList allowList) {
        this.allowList = allowList;
    }

    /** What the URL shows by itself. */
    public WebhookVerdict check(String url) {
        if (url.length() > MAX_LENGTH) {
            return new Malformed(
                    "is %d characters long; %d is the most".formatted(url.length(), MAX_LENGTH));
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return new Malformed("is no URL; " + RIGHT);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "https" -> checkHttp(uri);
            case "function" -> checkFunction(uri);
            default -> new Malformed("is neither http, https nor function; " + RIGHT);
        };
    }

    private static WebhookVerdict checkFunction(URI uri) {
        String namespace = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        String[] path = uri.getRawPath() == null ? new String[0] : uri.getRawPath().split("/", 3);
        if (!LABEL.matcher(namespace).matches()
                || path.length < 2
                || !NAME.matcher(path[1]).matches()) {
            return new Malformed(
                    "names no function; write it like function://namespace/name or function://namespace/name/path");
        }
        return new Allowed();
    }

    private WebhookVerdict checkHttp(URI uri) {
        String authority = uri.getRawAuthority();
        if (authority == null || authority.isEmpty()) {
            return new Malformed("has no host; " + RIGHT);
        }
        if (authority.indexOf('@') >= 0) {
            return new Malformed("holds a user or a password; leave them out");
        }
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, colon) : authority;
        if (hasPort && !isPort(authority.substring(colon + 1))) {
            return new Malformed("has a port that is not a number from 1 to " + MAX_PORT);
        }
        return checkHost(host.toLowerCase(Locale.ROOT));
    }

    private static boolean isPort(String text) {
        try {
            return !text.startsWith("+")
                    && Integer.parseInt(text) >= 1
                    && Integer.parseInt(text) <= MAX_PORT;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private WebhookVerdict checkHost(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return checkAddress(host.substring(1, host.length() - 1));
        }
        if (HostNames.isQuad(host)) {
            return checkAddress(host);
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (!HOST.matcher(name).matches()) {
            return new Malformed("has a host that is no host name: " + host);
        }
        if (HostNames.looksNumeric(name)) {
            return new Forbidden(
                    "has the address %s, which programs read in different ways; write it as four decimal numbers"
                            .formatted(name));
        }
        return checkName(name);
    }

    private WebhookVerdict checkName(String name) {
        if (HostNames.isApiServer(name)) {
            return new Forbidden("names the API server, which callbacks may never reach");
        }
        if (allowList.allows(name)) {
            return new Allowed();
        }
        if (HostNames.isLocalhost(name)) {
            return checkAddress("127.0.0.1");
        }
        return HostNames.isMetadata(name)
                ? forbidden(name, "where clouds keep metadata and credentials")
                : new Allowed();
    }

    private WebhookVerdict checkAddress(String literal) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            // a zone (fe80::1%25eth0) ends up here too, and has no business in a webhook
            return new Malformed("has a host that is no address: " + literal);
        }
        Optional<String> kind = ForbiddenAddresses.kind(address);
        return kind.isEmpty() || allowList.allows(address)
                ? new Allowed()
                : forbidden(literal, kind.get());
    }

    private static WebhookVerdict forbidden(String host, String kind) {
        return new Forbidden(
                "leads to %s (%s); whoever runs this may allow it with FAAS_CALLBACK_ALLOW"
                        .formatted(host, kind));
    }
}
