/** What the playground shows on its terminal. Depends on the gateway's traffic. */
@NullMarked
package com.justfaas.playground.view;

import org.jspecify.annotations.NullMarked;
