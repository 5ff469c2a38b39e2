package com.justfaas.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The commands of a Markdown file that a test is to run: blocks after {@code <!-- tested -->}. */
final class TestedCommands {

    private static final Pattern BLOCK =
            Pattern.compile("<!-- tested -->\\s*```sh\\n(.*?)```", Pattern.DOTALL);

    private TestedCommands() {}

    static List<String> in(Path markdown) {
        try {
            return BLOCK.matcher(Files.readString(markdown))
                    .results()
                    .map(block -> block.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
