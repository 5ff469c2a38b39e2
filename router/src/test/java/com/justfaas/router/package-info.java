/** The router as a whole, on a real nats-server, with functions that record. */
@NullMarked
package com.justfaas.router;

import org.jspecify.annotations.NullMarked;
