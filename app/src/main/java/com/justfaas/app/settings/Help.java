package com.justfaas.app.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The options as people read them. */
public final class Help {

    private static final int WIDTH = 80;
    private static final String INDENT = "      ";

    private Help() {}

    /** For a terminal. */
    public static String text() {
        return Options.ALL.stream().map(Help::text).collect(Collectors.joining("\n"));
    }

    private static String text(Option<?> option) {
        String head =
                "  %s%s"
                        .formatted(
                                option.name(),
                                option.defaultText().isEmpty()
                                        ? ""
                                        : " (default %s)".formatted(option.defaultText()));
        return head + "\n" + String.join("\n", wrapped(option.meaning().replace("`", ""))) + "\n";
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : text.split(" ", -1)) {
            if (line.length() > INDENT.length() && line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(INDENT);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** A table for {@code docs/configuration.md}. */
    public static String markdown() {
        StringBuilder table =
                new StringBuilder("| variable | default | meaning |\n|---|---|---|\n");
        for (Option<?> option : Options.ALL) {
            String fallback =
                    option.defaultText().isEmpty() ? "" : "`%s`".formatted(option.defaultText());
            table.append(
                    "| `%s` | %s | %s |\n".formatted(option.name(), fallback, option.meaning()));
        }
        return table.toString();
    }
}
