package com.justfaas.playground.box;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where everything is.
 *
 * @param events where events go
 * @param management probes and metrics of the binary
 * @param gateway the gateway's root
 * @param kubeconfig of the administrator
 * @param folder state and logs
 */
public record Addresses(URI events, URI management, URI gateway, Path kubeconfig, Path folder) {}
