/**
 * Callbacks: where a function's response goes, what is sent there, and where callbacks may never
 * go. Depends on invocation only.
 */
@NullMarked
package com.justfaas.router.callback;

import org.jspecify.annotations.NullMarked;
