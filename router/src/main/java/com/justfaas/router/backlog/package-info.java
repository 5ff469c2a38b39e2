/**
 * The waiting room: each function's backlog has one reader among the live replicas, which takes
 * what is due to the function's lane, and removes what is over.
 */
@NullMarked
package com.justfaas.router.backlog;

import org.jspecify.annotations.NullMarked;
