package com.justfaas.playground.box;

import com.justfaas.events.FunctionName;
import com.justfaas.playground.functions.FunctionWatch;
import com.justfaas.playground.functions.Images;
import com.justfaas.playground.gateway.Gateway;
import com.justfaas.playground.gateway.Traffic;
import com.justfaas.playground.samples.Samples;
import com.justfaas.playground.streams.StreamWatch;
import com.justfaas.playground.view.Progress;
import com.justfaas.testkit.Checkout;
import com.justfaas.testkit.ControllerManager;
import com.justfaas.testkit.Kubectl;
import com.justfaas.testkit.KubernetesOptions;
import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.NatsOptions;
import com.justfaas.testkit.NatsServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Starts the platform, part after part. What is started is closed by the {@link Closing}. */
public final class Box {

    private static final String CRD = "manifests/crds/functions.justfaas.com.yaml";
    private static final String ROLE = "manifests/base/cluster-role.yaml";
    private static final String ACCESS = "playground/access.yaml";
    private static final String SAMPLES = "playground/samples";

    /** Who the binary is to the API server; the access file says so too. */
    private static final String BINARY = "faas-events";

    private final RunFolder folder;
    private final Ports ports;
    private final Map<String, String> callbacks;
    private final Closing closing;
    private final Supervisor supervisor;
    private final Progress progress;

    /**
     * @param callbacks settings of callbacks, for the binary
     */
    public Box(
            RunFolder folder,
            Ports ports,
            Map<String, String> callbacks,
            Closing closing,
            Supervisor supervisor,
            Progress progress) {
        this.folder = folder;
        this.ports = ports;
        this.callbacks = callbacks;
        this.closing = closing;
        this.supervisor = supervisor;
        this.progress = progress;
    }

    /**
     * What runs now.
     *
     * @param changedSamples those that differ from their manifests, and were left as they are
     */
    public record Started(Addresses addresses, Set<FunctionName> changedSamples) {}

    /**
     * Returns when a Function that was applied receives events.
     *
     * @param traffic gets what the console shows
     * @param debugPort where the binary waits for a debugger; 0 is nowhere
     * @throws IllegalStateException when something does not start; its first line says what
     */
    public Started start(Consumer<Traffic> traffic, int debugPort) {
        NatsServer nats = startNats();
        KubernetesServer kubernetes = startKubernetes();
        Path kubeconfig = kubernetes.kubeconfig(KubernetesServer.ADMIN);
        Kubectl kubectl = new Kubectl(kubeconfig, folder.file("kubectl-cache"));
        install(kubectl);
        KubernetesClient client = closing.add(kubernetes.client(KubernetesServer.ADMIN));
        FunctionWatch functions = functions(client, traffic);
        Gateway gateway = gateway(functions, traffic);
        // added last, so that it ends before what it needs
        FaasEvents events = closing.add(new FaasEvents(folder.path(), ports, callbacks, debugPort));
        events.start(nats.url(), kubernetes.kubeconfig(BINARY));
        functions.start();
        gateway.start();
        progress.up("gateway", gateway.uri());
        watchStreams(nats, gateway, traffic);
        events.awaitReady();
        progress.up("faas-events", events.uri());
        supervisor.restarts(events);
        Set<FunctionName> changed = samples(client, kubectl);
        startControllersLater(kubernetes);
        return new Started(
                new Addresses(
                        events.uri(),
                        events.managementUri(),
                        gateway.uri(),
                        kubeconfig,
                        folder.path()),
                changed);
    }

    private static void install(Kubectl kubectl) {
        kubectl.run("apply", "-f", checkout(CRD), "-f", checkout(ROLE), "-f", checkout(ACCESS));
        kubectl.run("wait", "--for=condition=Established", "--timeout=30s", "-f", checkout(CRD));
    }

    private Gateway gateway(FunctionWatch functions, Consumer<Traffic> traffic) {
        return closing.add(
                Gateway.create(ports.gateway(), FaasEvents.uri(ports), functions, traffic));
    }

    private Set<FunctionName> samples(KubernetesClient client, Kubectl kubectl) {
        Set<FunctionName> changed =
                new SampleFunctions(Checkout.root().resolve(SAMPLES), client, kubectl).install();
        progress.up("sample functions", "in namespace shop");
        for (FunctionName sample : changed) {
            progress.note(
                    "%s differs from its manifest and is left as it is; deleted, it comes back at the next start"
                            .formatted(sample));
        }
        return changed;
    }

    private void watchStreams(NatsServer nats, Gateway gateway, Consumer<Traffic> traffic) {
        closing.add(
                        new StreamWatch(
                                nats.url(),
                                gateway.uri().resolve("/callbacks/"),
                                traffic,
                                Clock.systemUTC()))
                .start();
    }

    private NatsServer startNats() {
        NatsServer nats =
                closing.add(
                        NatsServer.create(
                                NatsOptions.defaults().in(folder.file("nats")).on(ports.nats())));
        nats.start();
        supervisor.needs(nats.process());
        progress.up("nats-server", nats.url());
        return nats;
    }

    private KubernetesServer startKubernetes() {
        KubernetesServer kubernetes =
                closing.add(
                        KubernetesServer.create(
                                KubernetesOptions.defaults()
                                        .withUser(BINARY)
                                        .in(folder.file("kubernetes"))
                                        .on(ports.kubernetes())));
        kubernetes.start();
        supervisor.needs(kubernetes.etcdProcess());
        supervisor.needs(kubernetes.process());
        progress.up("kube-apiserver", kubernetes.url());
        return kubernetes;
    }

    private FunctionWatch functions(KubernetesClient client, Consumer<Traffic> traffic) {
        return closing.add(
                new FunctionWatch(
                        client,
                        new Images(new Samples()),
                        (function, reason) ->
                                traffic.accept(
                                        new Traffic.Unrunnable(Instant.now(), function, reason))));
    }

    /** Nothing that is shown needs them; namespaces that shall go do. */
    private void startControllersLater(KubernetesServer kubernetes) {
        ControllerManager controllers = closing.add(ControllerManager.create(kubernetes));
        Thread.ofVirtual()
                .name("controllers")
                .start(
                        () -> {
                            try {
                                controllers.start();
                                supervisor.needs(controllers.process());
                            } catch (IllegalStateException e) {
                                supervisor.goesOnWithout("kube-controller-manager", e);
                            }
                        });
    }

    private static String checkout(String path) {
        return Checkout.root().resolve(path).toString();
    }
}
