/**
 * Stands in for the platform's gateway: {@code /proxy/…} calls a function and answers with what it
 * said, {@code /proxy-async/…} hands the call to the events component, and {@code /callbacks/…}
 * takes what comes back. What passes is told as {@link com.justfaas.playground.gateway.Traffic}.
 * Depends on the functions.
 */
@NullMarked
package com.justfaas.playground.gateway;

import org.jspecify.annotations.NullMarked;
