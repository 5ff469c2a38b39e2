/**
 * What FaaS Events publishes to NATS and the gateway does not see: dead letters, and callbacks that
 * go elsewhere. Depends on the events module, and on the gateway's traffic.
 */
@NullMarked
package com.justfaas.playground.streams;

import org.jspecify.annotations.NullMarked;
