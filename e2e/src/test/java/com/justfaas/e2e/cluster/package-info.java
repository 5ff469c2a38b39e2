/**
 * The product as pods of a real cluster: installed from the manifests with the images of this
 * build, and what must hold while pods come and go under load. {@code make test-cluster} runs these
 * tests; they need Linux, root and the packages that {@code .ci/check-cluster} lists.
 *
 * <p>{@link com.justfaas.testkit.junit.ClusterExtension} is the cluster, {@link
 * com.justfaas.e2e.cluster.Load} posts events, {@link com.justfaas.e2e.cluster.Collector} stands in
 * for a function whose deliveries are counted exactly. Depends on the testkit.
 */
@NullMarked
package com.justfaas.e2e.cluster;

import org.jspecify.annotations.NullMarked;
