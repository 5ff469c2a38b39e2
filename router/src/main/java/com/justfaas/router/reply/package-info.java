/**
 * What functions answer that is to go on as an event. Pure: reads answers, and stores nothing.
 * Depends on {@code binding}, {@code invocation} and {@code events}.
 */
@NullMarked
package com.justfaas.router.reply;

import org.jspecify.annotations.NullMarked;
