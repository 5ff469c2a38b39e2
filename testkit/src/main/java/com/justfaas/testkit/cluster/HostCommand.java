package com.justfaas.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs of the host that do their work and end. */
final class HostCommand {

    /** Of root, also where the caller's leaves out the folders for administrators. */
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private HostCommand() {}

    /**
     * Runs it and returns what it printed.
     *
     * @throws IllegalStateException when it fails, with what it printed
     */
    static String run(String... words) {
        Result result = execute(List.of(words));
        if (result.exit() != 0) {
            throw new IllegalStateException(
                    "%s: exit code %d: %s"
                            .formatted(
                                    String.join(" ", words),
                                    result.exit(),
                                    result.output().strip()));
        }
        return result.output();
    }

    static boolean succeeds(String... words) {
        return execute(List.of(words)).exit() == 0;
    }

    private record Result(int exit, String output) {}

    private static Result execute(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("PATH", PATH);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(words.getFirst() + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + words.getFirst() + " ran", e);
        }
    }
}
