/**
 * The router: wired here from its parts, top to bottom backlog, engine and management, delivery and
 * ingress, invocation and functions. No arrow runs up.
 */
@NullMarked
package com.justfaas.router;

import org.jspecify.annotations.NullMarked;
