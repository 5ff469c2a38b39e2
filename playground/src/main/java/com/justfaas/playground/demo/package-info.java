/**
 * The first look: sends an event and a call, waits until they arrived, and says how to go on.
 * Depends on the box's addresses and the gateway's traffic.
 */
@NullMarked
package com.justfaas.playground.demo;

import org.jspecify.annotations.NullMarked;
