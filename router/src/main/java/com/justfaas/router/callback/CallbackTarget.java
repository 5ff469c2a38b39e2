package com.justfaas.router.callback;

import com.justfaas.events.FunctionName;
import java.net.URI;
import java.util.Locale;

/** Where a response goes; made from a URL that {@link WebhookUrls} let pass. */
public sealed interface CallbackTarget {

    /** The namespace of the names under which hosts have their lanes; no Kubernetes one has it. */
    String HOSTS = "_callback";

    /** Stands for all hosts. */
    FunctionName ANY_HOST = new FunctionName(HOSTS, "*");

    /** An HTTP server. */
    record Web(URI uri) implements CallbackTarget {

        /** What names the host's lane, its backlog and its dead letters. */
        public FunctionName lane() {
            int port =
                    uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
            return new FunctionName(HOSTS, HostNames.normal(uri.getHost()) + ":" + port);
        }
    }

    /**
     * Another function.
     *
     * @param path inside the function with its query, beginning with a slash
     */
    record Function(FunctionName name, String path) implements CallbackTarget {}

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException when it is none that could be called
     */
    static CallbackTarget of(String url) {
        URI uri = URI.create(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.equals("function")) {
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            int slash = path.indexOf('/', 1);
            String name =
                    slash < 0
                            ? path.substring(Math.min(1, path.length()))
                            : path.substring(1, slash);
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return new Function(
                    new FunctionName(String.valueOf(uri.getRawAuthority()), name),
                    (slash < 0 ? "/" : path.substring(slash)) + query);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("no host in " + url);
        }
        return new Web(uri);
    }

    /**
     * What a receiver is called in the labels of metrics: senders choose the hosts, and a label for
     * each would have no end.
     */
    static FunctionName label(FunctionName name) {
        return isHost(name) ? ANY_HOST : name;
    }

    /** Whether a name is that of a host's lane, and not of a function. */
    static boolean isHost(FunctionName name) {
        return name.namespace().equals(HOSTS);
    }
}
