package com.justfaas.testkit;

import java.nio.file.Path;

/**
 * How an API server and the nodes of its cluster reach one another.
 *
 * @param address of the API server, which pods can reach; it listens there instead of on 127.0.0.1
 * @param serviceRange CIDR of the Services' addresses
 * @param certificate what the API server identifies itself with at a kubelet, as PEM
 * @param key of the certificate, as PEM
 */
public record NodeAccess(String address, String serviceRange, Path certificate, Path key) {}
