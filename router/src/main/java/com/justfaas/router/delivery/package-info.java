/** Brings each event to every function that asked for it, and releases it only then. */
@NullMarked
package com.justfaas.router.delivery;

import org.jspecify.annotations.NullMarked;
