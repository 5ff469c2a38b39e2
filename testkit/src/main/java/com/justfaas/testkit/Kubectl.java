package com.justfaas.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The real kubectl, on one API server whatever the user's own configuration says. */
public final class Kubectl {

    private final Path kubeconfig;
    private final Path cache;

    public Kubectl(Path kubeconfig, Path cache) {
        this.kubeconfig = kubeconfig;
        this.cache = cache;
    }

    /**
     * Runs it and returns what it printed.
     *
     * @throws IllegalStateException when it fails, with the end of what it printed
     */
    public String run(String... words) {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        "kubectl",
                                        "--kubeconfig=" + kubeconfig,
                                        "--cache-dir=" + cache),
                                Stream.of(words))
                        .toList();
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "kubectl %s: %s"
                                .formatted(
                                        String.join(" ", words),
                                        output.strip()
                                                .lines()
                                                .reduce((_, last) -> last)
                                                .orElse("")));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "kubectl cannot be run: install it (Debian and Ubuntu: kubernetes-client or"
                            + " kubectl, macOS: brew install kubectl)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kubectl ran", e);
        }
    }
}
