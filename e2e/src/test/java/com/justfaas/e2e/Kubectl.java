package com.justfaas.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that people use, as the admin of a cluster. */
record Kubectl(Path kubeconfig, String namespace) {

    /** Applies a Function that asks for these topics, with more annotations if given. */
    void applyFunction(String name, String topics, String... annotations) {
        StringBuilder yaml =
                new StringBuilder(
                        """
                        apiVersion: justfaas.com/v1alpha1
                        kind: Function
                        metadata:
                          name: %s
                          annotations:
                            justfaas.com/event-type: "%s"
                        """
                                .formatted(name, topics));
        for (String annotation : annotations) {
            yaml.append("    justfaas.com/").append(annotation).append('\n');
        }
        yaml.append("spec:\n  image: playground/echo\n");
        run(yaml.toString(), List.of("apply", "-f", "-"));
    }

    /** Waits, as people do, until the operator has told the routers of it. */
    void awaitReady(String name) {
        run("wait", "--for=condition=Ready", "--timeout=20s", "functions/" + name);
    }

    /**
     * Removes all Functions, whether there is an operator or not, so that no other test meets them.
     */
    void removeFunctions() {
        run("delete", "functions", "--all", "--wait=false");
        for (String function : run("get", "functions", "-o", "name").lines().toList()) {
            String noFinalizers = "{\"metadata\":{\"finalizers\":null}}";
            tryToRun("patch", function, "--type=merge", "-p", noFinalizers);
        }
    }

    /** The operator may be faster. */
    private void tryToRun(String... words) {
        try {
            run(words);
        } catch (AssertionError gone) {
            assertThat(gone).hasMessageContaining("NotFound");
        }
    }

    /**
     * What it prints.
     *
     * @throws AssertionError when it fails, with what it says
     */
    String run(String... words) {
        return run("", List.of(words));
    }

    private String run(String input, List<String> words) {
        List<String> command =
                new ArrayList<>(
                        List.of("kubectl", "--kubeconfig", kubeconfig.toString(), "-n", namespace));
        command.addAll(words);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new AssertionError(
                        "kubectl %s: exit %d%n%s".formatted(String.join(" ", words), exit, output));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("kubectl cannot be run; see CONTRIBUTING.md", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
