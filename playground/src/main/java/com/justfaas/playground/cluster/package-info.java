/**
 * {@code make cluster}: a Kubernetes that runs containers, with FaaS Events and sample functions in
 * it. Depends on the testkit and the view.
 */
@NullMarked
package com.justfaas.playground.cluster;

import org.jspecify.annotations.NullMarked;
