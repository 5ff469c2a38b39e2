/**
 * What the routers and the streams say of a function's traffic: its calls, its backlog and its dead
 * letters. The operator learns of it through NATS alone.
 */
@NullMarked
package com.justfaas.operator.traffic;

import org.jspecify.annotations.NullMarked;
