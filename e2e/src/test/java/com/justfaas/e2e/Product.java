package com.justfaas.e2e;

import com.justfaas.testkit.FaasEventsProcess;
import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.NatsServer;
import com.justfaas.testkit.RecordingFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the jar is to be started; immutable. */
record Product(Map<String, String> settings) {

    /** It starts sooner so, and several fit a small machine. */
    private static final List<String> SMALL =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    Product {
        settings = Map.copyOf(settings);
    }

    /** A router alone, on that NATS. */
    static Product router(NatsServer nats) {
        return new Product(Map.of("FAAS_ROLES", "router", "FAAS_NATS_URL", nats.url()));
    }

    /** Both roles, as a replica in the cluster: under the shipped roles, elected. */
    static Product inCluster(NatsServer nats, KubernetesServer kubernetes) {
        return router(nats)
                .with("FAAS_ROLES", "operator,router")
                // there is no node that could run a pod
                .with("FAAS_MANAGE_WORKLOADS", "false")
                .with("KUBECONFIG", kubernetes.kubeconfig(Cluster.SERVICE_ACCOUNT).toString())
                .with("FAAS_LEADER_ELECTION", "true")
                .with("POD_NAMESPACE", "faas");
    }

    /** Every function is that one; the path tells which was meant. */
    Product calling(RecordingFunction function) {
        return with("FAAS_INVOKE_URL", function.uri() + "{namespace}/{name}");
    }

    Product with(String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(name, value);
        return new Product(more);
    }

    Replica start() {
        return new Replica(FaasEventsProcess.start(null, settings, SMALL));
    }
}
