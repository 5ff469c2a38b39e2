/**
 * JetStream, and nothing else touches it: the connection, the streams' set-up, one class per
 * stream.
 */
@NullMarked
package com.justfaas.events.streams;

import org.jspecify.annotations.NullMarked;
