package com.justfaas.router.callback;

import com.justfaas.events.FunctionName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What callbacks may reach: one set of rules, for the door, which sees URLs, and for the guard,
 * which sees the addresses that are dialled. An objection is one line for people.
 */
public final class EgressRules {

    /** Where web servers listen. What is allowed by name or address is reached on any port. */
    private static final List<Integer> PORTS = List.of(80, 443, 8080, 8443);

    private static final String ASK = "whoever runs this may allow it with FAAS_CALLBACK_ALLOW";

    private final CallbackAllowList allowList;
    private final PlatformAddresses platform;

    /**
     * @param allow what may be reached beyond the default; see {@link CallbackAllowList}
     * @param platform what may not be reached even so
     */
    public EgressRules(List<String> allow, PlatformAddresses platform) {
        this.allowList = new CallbackAllowList(allow);
        this.platform = platform;
    }

    /**
     * What there is against an address.
     *
     * @param host under which it was found; an address literal is one, too
     * @param ownService whether the host is a Service in the namespace of the function that
     *     answered
     */
    Optional<String> toAddress(String host, InetSocketAddress address, boolean ownService) {
        if (platform.contains(address)) {
            return Optional.of(partOfPlatform(host));
        }
        InetAddress ip = address.getAddress();
        boolean named = allowList.allows(host);
        boolean listed = allowList.allows(ip);
        Optional<AddressKind> closed =
                ForbiddenAddresses.kind(ip)
                        .filter(kind -> !listed && !isOpen(kind, host, named, ownService));
        if (closed.isPresent()) {
            return Optional.of(
                    "leads to %s, which is %s; %s"
                            .formatted(ip.getHostAddress(), closed.get().words(), ASK));
        }
        return listed || named || ownService ? Optional.empty() : toPort(address.getPort());
    }

    /** Allowing a name opens what such a name may well mean, and no more than that. */
    private static boolean isOpen(
            AddressKind kind, String host, boolean named, boolean ownService) {
        return switch (kind) {
            case PRIVATE -> named || ownService;
            case LOOPBACK -> named && HostNames.isLocalhost(host);
            case METADATA -> named && HostNames.isMetadata(host);
            case UNSPECIFIED, MULTICAST, RESERVED, DISGUISED -> false;
        };
    }

    /** What there is against a host's name, as far as it shows without DNS. */
    Optional<String> toName(String host, int port) {
        if (platform.isNamed(host, port)) {
            return Optional.of(partOfPlatform(host));
        }
        if (HostNames.isLocalhost(host)) {
            return toAddress(
                    host, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), false);
        }
        if (allowList.allows(host)) {
            return Optional.empty();
        }
        if (HostNames.isMetadata(host)) {
            return Optional.of(
                    "leads to %s, which is %s; %s"
                            .formatted(host, AddressKind.METADATA.words(), ASK));
        }
        // a Service may be the own one, and an address may be on the list: that shows later
        return HostNames.isService(host) || allowList.hasRanges() ? Optional.empty() : toPort(port);
    }

    private static Optional<String> toPort(int port) {
        return PORTS.contains(port)
                ? Optional.empty()
                : Optional.of(
                        "has port %d; callbacks go to the ports %s, and to any port of what FAAS_CALLBACK_ALLOW names"
                                .formatted(
                                        port,
                                        PORTS.stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(", "))));
    }

    /**
     * What there is against another function.
     *
     * @param namespace of the function that answered
     */
    Optional<String> toFunction(FunctionName target, String namespace) {
        String host = "%s.%s.svc".formatted(target.name(), target.namespace());
        return target.namespace().equals(namespace) || allowList.allows(host)
                ? Optional.empty()
                : Optional.of(
                        "leads from the namespace %s into another; whoever runs this may allow it with FAAS_CALLBACK_ALLOW=%s"
                                .formatted(namespace, host));
    }

    private static String partOfPlatform(String host) {
        return "leads to a part of the platform (%s): NATS, the API server and FaaS Events itself are never reached"
                .formatted(host);
    }
}
