/**
 * What travels, and how it is written: CloudEvents in NATS messages, the FunctionCall that the
 * gateway posts, management events. Pure; touches {@code io.nats} for its header type only.
 */
@NullMarked
package com.justfaas.events.codec;

import org.jspecify.annotations.NullMarked;
