/**
 * Who wants what, and what nobody wants: follows what the operator says of functions, keeps it as
 * an immutable snapshot, and says who gets an event and who nearly does. Depends on the events
 * module only.
 */
@NullMarked
package com.justfaas.router.functions;

import org.jspecify.annotations.NullMarked;
