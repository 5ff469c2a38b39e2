package com.justfaas.e2e.image;

import com.justfaas.testkit.Checkout;
import com.justfaas.testkit.ChildCommand;
import com.justfaas.testkit.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command that was run to its end in the checkout.
 *
 * @param output both standard output and standard error
 */
record Command(int exitCode, String output) {

    private static final Duration TIMEOUT = Duration.ofMinutes(8);

    static Command run(List<String> words, Map<String, String> variables) {
        try {
            Path log = Files.createTempFile("command", ".log");
            ChildCommand command =
                    ChildCommand.of(words.getFirst(), log, words)
                            .in(Checkout.root())
                            .without("MAKE", "IMAGE_")
                            .with(variables);
            try (ChildProcess process = ChildProcess.start(command)) {
                return new Command(process.awaitExit(TIMEOUT), process.log());
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Its output.
     *
     * @throws IllegalStateException when it failed; the message is what it printed
     */
    static String succeed(String... words) {
        Command command = run(List.of(words), Map.of());
        if (command.exitCode() != 0) {
            throw new IllegalStateException(
                    "%s ended with %d:%n%s"
                            .formatted(
                                    String.join(" ", words), command.exitCode(), command.output()));
        }
        return command.output();
    }
}
