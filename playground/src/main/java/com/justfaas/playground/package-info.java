/**
 * JustFaaS in a box: a real API server, a real nats-server, a stand-in for the gateway, sample
 * functions and the binary, on one machine without containers. {@link
 * com.justfaas.playground.Playground} starts it.
 */
@NullMarked
package com.justfaas.playground;

import org.jspecify.annotations.NullMarked;
