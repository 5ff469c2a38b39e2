/**
 * The door for events: {@code POST /apis/events}. From a request to events purely, then into the
 * stream; 202 only for what the stream confirmed. Depends on the events module, {@code http} and
 * {@code functions}.
 */
@NullMarked
package com.justfaas.router.ingress;

import org.jspecify.annotations.NullMarked;
