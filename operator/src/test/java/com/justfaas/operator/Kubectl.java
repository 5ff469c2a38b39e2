package com.justfaas.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that people use. */
record Kubectl(Path kubeconfig, String namespace) {

    /**
     * What it prints.
     *
     * @throws AssertionError when it fails, with what it says
     */
    String run(String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "kubectl",
                                "--kubeconfig",
                                kubeconfig.toString(),
                                "--namespace",
                                namespace));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new AssertionError(
                        "kubectl %s: exit %d%n%s".formatted(String.join(" ", words), exit, output));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "kubectl cannot be run; install it, see CONTRIBUTING.md", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
