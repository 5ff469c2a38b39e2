/**
 * What a function asked for: topic patterns, the map from an event's type to receivers, and the
 * delivery policy, all read from annotations. Pure; depends on the root package and on {@code
 * filter}.
 */
@NullMarked
package com.justfaas.events.topics;

import org.jspecify.annotations.NullMarked;
