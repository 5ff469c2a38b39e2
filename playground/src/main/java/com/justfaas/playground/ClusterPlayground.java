package com.justfaas.playground;

import com.justfaas.playground.box.Closing;
import com.justfaas.playground.cluster.ClusterDemo;
import com.justfaas.playground.view.Progress;
import com.justfaas.playground.view.Terminal;
import com.justfaas.testkit.cluster.Cluster;
import com.justfaas.testkit.cluster.Installation;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * {@code make cluster}: starts a Kubernetes that runs containers, installs FaaS Events in it, shows
 * a first event, and stays up until it is stopped.
 */
public final class ClusterPlayground {

    private ClusterPlayground() {}

    public static void main(String[] arguments) throws InterruptedException {
        Terminal terminal = Terminal.standard(System.getenv());
        Options options = options(List.of(arguments));
        Closing closing = new Closing(failure -> terminal.line(described(failure)));
        Lifetime lifetime = new Lifetime(closing, terminal);
        lifetime.endWith(options.parent());
        try {
            boolean accepted = run(options, terminal, closing);
            if (!options.once()) {
                new CountDownLatch(1).await();
            }
            lifetime.end(accepted ? 0 : 1);
        } catch (RuntimeException e) {
            if (!closing.isClosed()) {
                System.err.println(described(e));
                lifetime.end(1);
            }
        }
    }

    private static Options options(List<String> arguments) {
        try {
            return Options.parse(arguments, System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("cluster: " + e.getMessage());
            System.exit(2);
            throw e;
        }
    }

    private static boolean run(Options options, Terminal terminal, Closing closing) {
        terminal.line(terminal.bold("A Kubernetes that runs containers"));
        Progress progress = new Progress(terminal);
        Cluster cluster = closing.add(new Cluster(options.folder(), progress::up));
        cluster.start();
        Installation installation = Installation.of(cluster, progress::up);
        installation.install();
        installation.applySamples();
        terminal.line(
                terminal.bold("Ready after %.1f s. ".formatted(progress.seconds()))
                        + "State and logs are in %s.%n".formatted(cluster.folder()));
        ClusterDemo demo = new ClusterDemo(terminal, cluster, installation);
        boolean accepted = demo.run();
        terminal.line(demo.tour());
        if (!options.once()) {
            terminal.line(terminal.bold("Ctrl-C ends the cluster, and everything in it."));
        }
        return accepted;
    }

    private static String described(Throwable failure) {
        StringBuilder text =
                new StringBuilder("cluster: ")
                        .append(
                                Objects.requireNonNullElse(
                                        failure.getMessage(), failure.toString()));
        for (Throwable cause : failure.getSuppressed()) {
            text.append("\n  ").append(cause.getMessage());
        }
        return text.toString();
    }
}
