/**
 * Dead letters for people: {@code /api/dead-letters} shows, counts, redrives and deletes them.
 * Depends on the functions that are known, on http, and on the events module.
 */
@NullMarked
package com.justfaas.router.deadletter;

import org.jspecify.annotations.NullMarked;
