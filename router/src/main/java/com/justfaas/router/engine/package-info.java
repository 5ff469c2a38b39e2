/**
 * Runs deliveries: carries out what the protocol commands, on virtual threads, JetStream and the
 * HTTP client. Decides nothing that the protocol could decide.
 */
@NullMarked
package com.justfaas.router.engine;

import org.jspecify.annotations.NullMarked;
