/**
 * Functions that run inside the playground. A Function whose image is {@code playground/<name>} is
 * one of them; {@link com.justfaas.playground.samples.Samples} knows their names.
 */
@NullMarked
package com.justfaas.playground.samples;

import org.jspecify.annotations.NullMarked;
