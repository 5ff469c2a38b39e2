/**
 * The Kubernetes resources that run a function: one class for each kind, whose {@code desired} is a
 * pure function of the Function, applied by server-side apply as dependent resources of one
 * workflow, and what their state says of the function.
 */
@NullMarked
package com.justfaas.operator.workload;

import org.jspecify.annotations.NullMarked;
