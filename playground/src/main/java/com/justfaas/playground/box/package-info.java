/**
 * What the playground is made of: its folder, its ports, the servers, kubectl and the binary.
 * Depends on the testkit and the gateway.
 */
@NullMarked
package com.justfaas.playground.box;

import org.jspecify.annotations.NullMarked;
