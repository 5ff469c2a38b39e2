package com.justfaas.testkit.cluster;

import com.justfaas.testkit.Kubectl;
import com.justfaas.testkit.KubernetesServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that starts a cluster with a pod in it, says so, and waits to be killed. */
final class ClusterStarter {

    static final String READY = "a pod is running";

    private ClusterStarter() {}

    @SuppressWarnings("SystemOut") // the test reads it
    static void main(String[] arguments) throws InterruptedException {
        Cluster cluster = new Cluster(Path.of(arguments[0]), (_, _) -> {});
        cluster.start();
        Kubectl kubectl =
                new Kubectl(
                        cluster.kubernetes().kubeconfig(KubernetesServer.ADMIN),
                        cluster.folder().resolve("kubectl-cache"));
        kubectl.run(
                "create",
                "deployment",
                "sleeper",
                "--image=justfaas/busybox:1",
                "--",
                "sleep",
                "600");
        kubectl.run("rollout", "status", "deployment/sleeper", "--timeout=60s");
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
