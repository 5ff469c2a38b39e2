/**
 * The functions that the API server knows, and how to call what stands behind their images. Depends
 * on the samples.
 */
@NullMarked
package com.justfaas.playground.functions;

import org.jspecify.annotations.NullMarked;
