/**
 * The conditions of a Function: findings with a reason from one enum, merged so that a transition
 * time stays while the status does.
 */
@NullMarked
package com.justfaas.operator.status;

import org.jspecify.annotations.NullMarked;
