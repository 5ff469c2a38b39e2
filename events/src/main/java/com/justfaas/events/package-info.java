/**
 * The contract that operator, router and everybody outside meet in: event types, names of streams,
 * subjects, consumers and headers. Depends on nothing but the JDK; {@code topics}, {@code codec}
 * and {@code streams} build on it.
 */
@NullMarked
package com.justfaas.events;

import org.jspecify.annotations.NullMarked;
