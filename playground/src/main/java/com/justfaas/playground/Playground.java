package com.justfaas.playground;

import com.justfaas.playground.box.Addresses;
import com.justfaas.playground.box.Box;
import com.justfaas.playground.box.Closing;
import com.justfaas.playground.box.Ports;
import com.justfaas.playground.box.RunFolder;
import com.justfaas.playground.box.Supervisor;
import com.justfaas.playground.demo.Arrivals;
import com.justfaas.playground.demo.Demo;
import com.justfaas.playground.demo.Tour;
import com.justfaas.playground.view.LiveView;
import com.justfaas.playground.view.Progress;
import com.justfaas.playground.view.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** {@code make run}: starts everything, shows a first event, and stays up until it is stopped. */
public final class Playground {

    private final Options options;
    private final Terminal terminal;
    private final Closing closing;
    private final Lifetime lifetime;

    private Playground(Options options, Terminal terminal, Closing closing, Lifetime lifetime) {
        this.options = options;
        this.terminal = terminal;
        this.closing = closing;
        this.lifetime = lifetime;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Terminal terminal = Terminal.standard(System.getenv());
        Options options = options(List.of(arguments));
        Closing closing = new Closing(failure -> terminal.line(said(failure, options.folder())));
        Lifetime lifetime = new Lifetime(closing, terminal);
        lifetime.endWith(options.parent());
        try {
            lifetime.end(new Playground(options, terminal, closing, lifetime).run() ? 0 : 1);
        } catch (RuntimeException e) {
            if (!closing.isClosed()) {
                System.err.println(said(e, options.folder()));
                lifetime.end(1);
            }
        }
    }

    private static Options options(List<String> arguments) {
        try {
            return Options.parse(arguments, System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("playground: " + e.getMessage());
            System.exit(2);
            throw e;
        }
    }

    /** Whether everything arrived; without {@code --once} it does not return. */
    private boolean run() throws InterruptedException {
        Progress progress = new Progress(terminal);
        terminal.line(terminal.bold("JustFaaS in a box"));
        RunFolder folder = closing.add(RunFolder.open(options.folder()));
        System.setProperty("playground.log", folder.file("playground.log").toString());
        LiveView view = new LiveView(terminal, ZoneId.systemDefault());
        Arrivals arrivals = new Arrivals(Demo.RECEIVERS);
        Supervisor supervisor =
                new Supervisor(terminal, closing, () -> lifetime.end(1), Clock.systemUTC());
        Box.Started started =
                new Box(folder, Ports.choose(), options.callbacks(), closing, supervisor, progress)
                        .start(arrivals.andThen(view), options.debugPort());
        Addresses addresses = started.addresses();
        terminal.line(
                terminal.bold("Ready after %.1f s. ".formatted(progress.seconds()))
                        + "State and logs are in %s.%n".formatted(folder.path()));
        boolean arrived =
                new Demo(terminal, view, arrivals).run(addresses, started.changedSamples());
        if (!options.once()) {
            terminal.line(Tour.text(addresses, terminal));
            terminal.line(terminal.bold("Ctrl-C ends it. Until then, what arrives:"));
            new CountDownLatch(1).await();
        }
        return arrived;
    }

    /** One line; where a message has more, these are ends of logs. */
    private static String said(Throwable failure, Path logs) {
        String message = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        List<String> lines = message.strip().lines().toList();
        return lines.size() > 1
                ? "playground: %s (logs are in %s)".formatted(lines.getFirst(), logs)
                : "playground: " + message.strip();
    }
}
