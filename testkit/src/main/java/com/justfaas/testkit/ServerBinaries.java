package com.justfaas.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the servers' binaries are. The rules live in {@code testkit/servers/build} alone, which is
 * asked; what it lists is what {@code make setup} built, or a good version that was on the machine
 * before.
 */
public final class ServerBinaries {

    private final Map<String, Path> paths;

    ServerBinaries(Map<String, Path> paths) {
        this.paths = Map.copyOf(paths);
    }

    /**
     * Asks the script of this checkout. A server that is missing fails when it is asked for, not
     * here.
     *
     * @param servers their names; none are those that `make setup` builds
     */
    public static ServerBinaries locate(String... servers) {
        String script = Checkout.root().resolve(Checkout.BUILD_SCRIPT).toString();
        try {
            List<String> command = new ArrayList<>(List.of(script, "--print"));
            command.addAll(List.of(servers));
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(script + " --print failed: " + output);
            }
            return new ServerBinaries(parse(output));
        } catch (IOException e) {
            throw new UncheckedIOException(script + " --print cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while looking for the servers' binaries", e);
        }
    }

    static Map<String, Path> parse(String output) {
        return output.lines()
                .map(line -> line.split(" ", 2))
                .filter(words -> words.length == 2)
                .collect(Collectors.toMap(words -> words[0], words -> Path.of(words[1])));
    }

    public Path natsServer() {
        return find("nats-server");
    }

    public Path etcd() {
        return find("etcd");
    }

    public Path kubeApiserver() {
        return find("kube-apiserver");
    }

    public Path kubeControllerManager() {
        return find("kube-controller-manager");
    }

    /**
     * One by its name.
     *
     * @throws IllegalStateException when it is not there; the message says what builds it
     */
    public Path find(String server) {
        Path path = paths.get(server);
        if (path == null) {
            throw new IllegalStateException(
                    "%s is not installed: run `%s %s`"
                            .formatted(server, Checkout.BUILD_SCRIPT, server));
        }
        return path;
    }
}
