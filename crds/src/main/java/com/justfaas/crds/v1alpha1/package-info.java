/**
 * The Function resource, {@code justfaas.com/v1alpha1}: what people write, what the operator
 * answers, and the names of labels and annotations around it.
 *
 * <p>Types only, which depend on nothing but the Kubernetes model. The schema in {@code
 * manifests/crds} is generated from them. Every record ignores fields it does not know and takes
 * missing ones, since a stored object may be older or newer than this code; what a missing value
 * means is answered by a method, because the schema's defaults apply on the server only.
 */
@NullMarked
package com.justfaas.crds.v1alpha1;

import org.jspecify.annotations.NullMarked;
