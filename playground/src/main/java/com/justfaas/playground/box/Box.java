package com.justfaas.playground.box;

import com.justfaas.playground.functions.FunctionWatch;
import com.justfaas.playground.functions.Images;
import com.justfaas.playground.gateway.Gateway;
import com.justfaas.playground.gateway.Traffic;
import com.justfaas.playground.samples.Samples;
import com.justfaas.playground.view.Progress;
import com.justfaas.testkit.Checkout;
import com.justfaas.testkit.ControllerManager;
import com.justfaas.testkit.KubernetesOptions;
import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.NatsOptions;
import com.justfaas.testkit.NatsServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the platform, part after part. What is started is closed by the {@link Closing}. */
public final class Box {

    private static final Logger LOG = LoggerFactory.getLogger(Box.class);
    private static final String CRD = "manifests/crds/functions.justfaas.com.yaml";
    private static final String ROLE = "manifests/base/cluster-role.yaml";
    private static final String ACCESS = "playground/access.yaml";
    private static final String SAMPLES = "playground/samples";
    private static final List<String> SAMPLE_FUNCTIONS =
            List.of("audit", "hello", "invoice", "mailer", "report", "warehouse");

    /** Who the binary is to the API server; the access file says so too. */
    private static final String BINARY = "faas-events";

    private final RunFolder folder;
    private final Ports ports;
    private final Map<String, String> callbacks;
    private final Closing closing;
    private final Progress progress;

    /**
     * @param callbacks settings of callbacks, for the binary
     */
    public Box(
            RunFolder folder,
            Ports ports,
            Map<String, String> callbacks,
            Closing closing,
            Progress progress) {
        this.folder = folder;
        this.ports = ports;
        this.callbacks = callbacks;
        this.closing = closing;
        this.progress = progress;
    }

    /**
     * Returns when a Function that was applied receives events.
     *
     * @param traffic is told what passes the gateway
     * @param debugPort where the binary waits for a debugger; 0 is nowhere
     * @throws IllegalStateException when something does not start; its first line says what
     */
    public Addresses start(Consumer<Traffic> traffic, int debugPort) {
        NatsServer nats = startNats();
        KubernetesServer kubernetes = startKubernetes();
        Path kubeconfig = kubernetes.kubeconfig(KubernetesServer.ADMIN);
        Kubectl kubectl = new Kubectl(kubeconfig, folder.file("kubectl-cache"));
        kubectl.run("apply", "-f", checkout(CRD), "-f", checkout(ROLE), "-f", checkout(ACCESS));
        kubectl.run("wait", "--for=condition=Established", "--timeout=30s", "-f", checkout(CRD));

        FunctionWatch functions = functions(kubernetes);
        Gateway gateway =
                closing.add(
                        Gateway.create(ports.gateway(), FaasEvents.uri(ports), functions, traffic));
        // added last, so that it ends before what it needs
        FaasEvents events = closing.add(new FaasEvents(folder.path(), ports, callbacks, debugPort));
        events.start(nats.url(), kubernetes.kubeconfig(BINARY));
        functions.start();
        gateway.start();
        progress.up("gateway", gateway.uri());
        events.awaitReady();
        progress.up("faas-events", events.uri());

        applySamples(kubectl);
        startControllersLater(kubernetes);
        return new Addresses(
                events.uri(), events.managementUri(), gateway.uri(), kubeconfig, folder.path());
    }

    private void applySamples(Kubectl kubectl) {
        kubectl.run("apply", "-f", checkout(SAMPLES));
        // the samples only: what the user has put there may be anything
        List<String> wait = new ArrayList<>(List.of("wait", "--for=condition=Ready"));
        wait.add("--timeout=30s");
        SAMPLE_FUNCTIONS.forEach(
                sample -> wait.addAll(List.of("-f", checkout(SAMPLES + "/" + sample + ".yaml"))));
        kubectl.run(wait.toArray(String[]::new));
        progress.up("sample functions", "in namespace shop");
    }

    private NatsServer startNats() {
        NatsServer nats =
                closing.add(
                        NatsServer.create(
                                NatsOptions.defaults().in(folder.file("nats")).on(ports.nats())));
        nats.start();
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
        progress.up("kube-apiserver", kubernetes.url());
        return kubernetes;
    }

    private FunctionWatch functions(KubernetesServer kubernetes) {
        return closing.add(
                new FunctionWatch(
                        closing.add(kubernetes.client(KubernetesServer.ADMIN)),
                        new Images(new Samples())));
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
                            } catch (IllegalStateException e) {
                                LOG.warn("kube-controller-manager does not run", e);
                            }
                        });
    }

    private static String checkout(String path) {
        return Checkout.root().resolve(path).toString();
    }
}
