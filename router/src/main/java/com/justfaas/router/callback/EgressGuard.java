package com.justfaas.router.callback;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Decides on the addresses that are dialled, and not on a name that may mean something else a
 * moment later: what it lets pass is what the HTTP client connects to. One bad address among
 * several is enough to refuse.
 */
public final class EgressGuard implements SocketAddressResolver {

    private final SocketAddressResolver resolver;
    private final CallbackAllowList allowList;
    private final Predicate<InetSocketAddress> never;
    private final boolean privateAllowed;

    /**
     * @param resolver asks DNS
     * @param never what may not be reached even if it is on the allow list: NATS, the API server,
     *     ourselves
     * @param privateAllowed whether private addresses may be reached, as Services have them
     */
    public EgressGuard(
            SocketAddressResolver resolver,
            CallbackAllowList allowList,
            Predicate<InetSocketAddress> never,
            boolean privateAllowed) {
        this.resolver = resolver;
        this.allowList = allowList;
        this.never = never;
        this.privateAllowed = privateAllowed;
    }

    /** A callback may not go where it was to go. */
    public static final class ForbiddenTargetException extends SecurityException {
        ForbiddenTargetException(String message) {
            super(message);
        }
    }

    @Override
    public void resolve(
            String host,
            int port,
            Map<String, Object> context,
            Promise<List<InetSocketAddress>> promise) {
        boolean named = allowList.allows(host.toLowerCase(Locale.ROOT));
        resolver.resolve(
                host,
                port,
                context,
                new Promise<>() {
                    @Override
                    public void succeeded(List<InetSocketAddress> addresses) {
                        Optional<String> objection =
                                addresses.stream()
                                        .flatMap(address -> objection(address, named).stream())
                                        .findFirst();
                        if (objection.isPresent()) {
                            promise.failed(
                                    new ForbiddenTargetException(
                                            "callbacks may not reach %s: %s"
                                                    .formatted(host, objection.get())));
                        } else {
                            promise.succeeded(addresses);
                        }
                    }

                    @Override
                    public void failed(Throwable failure) {
                        promise.failed(failure);
                    }
                });
    }

    private Optional<String> objection(InetSocketAddress address, boolean named) {
        if (never.test(address)) {
            return Optional.of("it is part of the platform");
        }
        InetAddress ip = address.getAddress();
        Optional<String> kind = ForbiddenAddresses.kind(ip);
        boolean allowed =
                named
                        || allowList.allows(ip)
                        || (privateAllowed && kind.filter("private"::equals).isPresent());
        return kind.filter(k -> !allowed).map(k -> "its address is " + k);
    }
}
