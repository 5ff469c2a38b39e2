/**
 * The CloudEvents HTTP binding: headers and a body as events, whoever sends them. What comes to the
 * door and what a function answers are read by the same rules. Depends on {@code events} only.
 */
@NullMarked
package com.justfaas.router.binding;

import org.jspecify.annotations.NullMarked;
