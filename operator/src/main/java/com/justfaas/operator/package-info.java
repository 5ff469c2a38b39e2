/**
 * The operator: watches Functions and tells the routers about them through the stream. {@link
 * com.justfaas.operator.Operator} is all that the application needs; below it {@code leadership}
 * says who writes, {@code cluster} is the way to the API server, and {@code function} does the
 * work.
 */
@NullMarked
package com.justfaas.operator;

import org.jspecify.annotations.NullMarked;
