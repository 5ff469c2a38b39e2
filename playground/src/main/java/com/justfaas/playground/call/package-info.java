/**
 * A call of a function as everybody here passes it on: what is asked, and how it went. Depends on
 * nothing here.
 */
@NullMarked
package com.justfaas.playground.call;

import org.jspecify.annotations.NullMarked;
