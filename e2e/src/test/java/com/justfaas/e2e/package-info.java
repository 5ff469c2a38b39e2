/**
 * The jar as a process, on a real nats-server and a real API server, under the shipped roles.
 *
 * <p>{@link com.justfaas.e2e.Product} starts a {@link com.justfaas.e2e.Replica}, {@link
 * com.justfaas.e2e.Cluster} prepares the cluster, {@link com.justfaas.e2e.Kubectl} is its user.
 */
@NullMarked
package com.justfaas.e2e;

import org.jspecify.annotations.NullMarked;
