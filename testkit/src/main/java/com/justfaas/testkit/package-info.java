/**
 * Real servers for tests, benchmarks and the playground: NATS and a Kubernetes control plane as
 * child processes that can be killed, paused and restarted, the product's jar as a process, and
 * stand-ins for what lies around it: a function that records, a network that fails, a ledger that
 * counts.
 *
 * <p>Depends on the JDK and fabric8 only. Every wait is bounded, and its error ends with the tail
 * of the child's log.
 */
@NullMarked
package com.justfaas.testkit;

import org.jspecify.annotations.NullMarked;
