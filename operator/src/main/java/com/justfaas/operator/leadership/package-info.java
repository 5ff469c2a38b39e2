/**
 * Who of several replicas may write: a term begins when this one is elected and ends when it cannot
 * be sure of that any more. Knows nothing of what is written.
 */
@NullMarked
package com.justfaas.operator.leadership;

import org.jspecify.annotations.NullMarked;
