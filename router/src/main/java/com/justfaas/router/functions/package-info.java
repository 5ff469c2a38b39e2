/**
 * Who wants what: follows what the operator says of functions, and keeps it as an immutable
 * snapshot. Depends on the events module only.
 */
@NullMarked
package com.justfaas.router.functions;

import org.jspecify.annotations.NullMarked;
