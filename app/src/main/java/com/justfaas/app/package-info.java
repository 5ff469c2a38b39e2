/**
 * The binary: reads settings, builds router and operator, starts them in order, and closes them in
 * reverse. {@link com.justfaas.app.Main} shows all of it on one screen.
 */
@NullMarked
package com.justfaas.app;

import org.jspecify.annotations.NullMarked;
