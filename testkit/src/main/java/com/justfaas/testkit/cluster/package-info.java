/**
 * A real Kubernetes of one node that runs containers, on a bare Debian machine as root: the control
 * plane of the package above, with containerd, kubelet, kube-proxy, kube-scheduler and CoreDNS.
 *
 * <p>{@link com.justfaas.testkit.cluster.Cluster} starts and ends it. All of its state is in one
 * folder; what is outside (the bridge, rules of the firewall, kernel settings) is undone at the
 * end, or by the next start when the process was killed. Depends on the testkit and programs of the
 * host, which {@code .ci/check-cluster} lists.
 */
@NullMarked
package com.justfaas.testkit.cluster;

import org.jspecify.annotations.NullMarked;
