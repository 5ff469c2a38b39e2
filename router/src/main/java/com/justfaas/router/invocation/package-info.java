/**
 * Calls functions over HTTP: what to call, the call itself, and what its answer means. Knows
 * nothing of delivery, streams or retries. Depends on {@code binding} and {@code events}.
 */
@NullMarked
package com.justfaas.router.invocation;

import org.jspecify.annotations.NullMarked;
