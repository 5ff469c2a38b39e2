package com.justfaas.router.callback;

import com.justfaas.events.FunctionName;
import com.justfaas.router.callback.WebhookVerdict.Allowed;
import com.justfaas.router.callback.WebhookVerdict.Forbidden;
import com.justfaas.router.callback.WebhookVerdict.Malformed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    private static final Pattern PORT = Pattern.compile("[0-9]{1,9}");

    private static final Pattern HOST =
            Pattern.compile(
                    "(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    /** A segment . or .., with slashes and dots in any spelling. */
    private static final Pattern DOTS =
            Pattern.compile(
                    "(.*(/|%2f|%5c))?(\\.|%2e){1,2}((/|%2f|%5c).*)?", Pattern.CASE_INSENSITIVE);

    private static final String RIGHT =
            "write it like https://shop.example/hook, http://host:8080/hook or function://namespace/name";

    private final EgressRules rules;

    public WebhookUrls(EgressRules rules) {
        this.rules = rules;
    }

    /** What the URL shows by itself. */
    public WebhookVerdict check(String url) {
        return check(url, Optional.empty());
    }

    /**
     * What the URL shows for the answers of a namespace's functions: those may not go to functions
     * of other namespaces.
     */
    public WebhookVerdict check(String url, String namespace) {
        return check(url, Optional.of(namespace));
    }

    private WebhookVerdict check(String url, Optional<String> namespace) {
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
            case "http", "https" -> checkHttp(uri, scheme.equals("https") ? 443 : 80);
            case "function" -> checkFunction(uri, namespace);
            default -> new Malformed("is neither http, https nor function; " + RIGHT);
        };
    }

    private WebhookVerdict checkFunction(URI uri, Optional<String> namespace) {
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String[] parts = path.split("/", 3);
        if (authority.isEmpty()
                || parts.length < 2
                || parts[1].isEmpty()
                || new FunctionName(authority, parts[1]).mistake().isPresent()) {
            return new Malformed(
                    "names no function; write it like function://namespace/name or function://namespace/name/path");
        }
        if (DOTS.matcher(path).matches()) {
            // behind a gateway they would lead to another function
            return new Malformed("has . or .. in its path; write the path that they lead to");
        }
        FunctionName target = new FunctionName(authority, parts[1]);
        return verdict(namespace.flatMap(from -> rules.toFunction(target, from)));
    }

    private WebhookVerdict checkHttp(URI uri, int defaultPort) {
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
        int port = hasPort ? Integer.parseInt(authority.substring(colon + 1)) : defaultPort;
        return checkHost(uri, host.toLowerCase(Locale.ROOT), port);
    }

    private static boolean isPort(String text) {
        return PORT.matcher(text).matches()
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= MAX_PORT;
    }

    private WebhookVerdict checkHost(URI uri, String host, int port) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return checkAddress(host.substring(1, host.length() - 1), port);
        }
        if (HostNames.isQuad(host)) {
            return checkAddress(host, port);
        }
        String name = HostNames.normal(host);
        if (!HOST.matcher(name).matches()) {
            return new Malformed(
                    "has a host that is no host name: %s; it takes letters, digits, dots and hyphens, and xn--… for other scripts"
                            .formatted(host));
        }
        if (HostNames.looksNumeric(name)) {
            return new Forbidden(
                    "has the address %s, which programs read in different ways; write it as four decimal numbers"
                            .formatted(name));
        }
        if (uri.getHost() == null) {
            return new Malformed("has a host that cannot be called: " + host);
        }
        return verdict(rules.toName(name, port));
    }

    private WebhookVerdict checkAddress(String literal, int port) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            // a zone (fe80::1%25eth0) ends up here too, and has no business in a webhook
            return new Malformed("has a host that is no address: " + literal);
        }
        return verdict(rules.toAddress(literal, new InetSocketAddress(address, port), false));
    }

    private static WebhookVerdict verdict(Optional<String> objection) {
        return objection.<WebhookVerdict>map(Forbidden::new).orElseGet(Allowed::new);
    }
}
