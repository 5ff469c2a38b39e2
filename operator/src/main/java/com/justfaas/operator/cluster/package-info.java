/**
 * The way to the API server: clients with the right patience, a reading of objects that stumbles
 * over nothing, and in words what is wrong when it does not answer.
 */
@NullMarked
package com.justfaas.operator.cluster;

import org.jspecify.annotations.NullMarked;
