package com.justfaas.router.callback;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Decides on the addresses that are dialled, and not on a name that may mean something else a
 * moment later: what it lets pass is what the HTTP client connects to. One bad address among
 * several is enough to refuse.
 */
public final class EgressGuard implements SocketAddressResolver {

    private final SocketAddressResolver resolver;
    private final EgressRules rules;
    private final boolean ownServices;

    /**
     * @param resolver asks DNS
     * @param ownServices whether hosts are Services in the namespace of the function that answered
     */
    public EgressGuard(SocketAddressResolver resolver, EgressRules rules, boolean ownServices) {
        this.resolver = resolver;
        this.rules = rules;
        this.ownServices = ownServices;
    }

    /** A callback may not go where it was to go. */
    public static final class ForbiddenTargetException extends SecurityException {
        private static final long serialVersionUID = 1L;

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
        resolver.resolve(
                host,
                port,
                context,
                new Promise<>() {
                    @Override
                    public void succeeded(List<InetSocketAddress> addresses) {
                        List<InetSocketAddress> some = considered(host, addresses);
                        Optional<String> objection = objection(host, some);
                        if (objection.isPresent()) {
                            promise.failed(
                                    new ForbiddenTargetException(
                                            "the callback to %s is forbidden: it %s"
                                                    .formatted(host, objection.get())));
                        } else {
                            promise.succeeded(some);
                        }
                    }

                    @Override
                    public void failed(Throwable failure) {
                        promise.failed(failure);
                    }
                });
    }

    /**
     * Of localhost, which is 127.0.0.1 and ::1, those that are allowed, if any are: who allows the
     * one means the other just as well.
     */
    private List<InetSocketAddress> considered(String host, List<InetSocketAddress> addresses) {
        if (!HostNames.isLocalhost(HostNames.normal(host))) {
            return addresses;
        }
        List<InetSocketAddress> allowed =
                addresses.stream()
                        .filter(address -> objection(host, List.of(address)).isEmpty())
                        .toList();
        return allowed.isEmpty() ? addresses : allowed;
    }

    private Optional<String> objection(String host, List<InetSocketAddress> addresses) {
        String name = HostNames.normal(host);
        return addresses.stream()
                .flatMap(address -> rules.toAddress(name, address, ownServices).stream())
                .findFirst();
    }
}
