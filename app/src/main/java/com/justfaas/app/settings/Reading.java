package com.justfaas.app.settings;

import com.justfaas.events.Neighbours;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads options from variables, and remembers every mistake. */
final class Reading {

    private final Map<String, String> variables;
    private final List<String> mistakes = new ArrayList<>();

    Reading(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The value, or the default when there is none or a wrong one. */
    <T> T of(Option<T> option) {
        String text = variables.getOrDefault(option.name(), "").trim();
        if (text.isEmpty()) {
            return option.defaultValue();
        }
        try {
            return option.parser().parse(text);
        } catch (IllegalArgumentException e) {
            mistakes.add(mistake(option, text, String.valueOf(e.getMessage())));
            return option.defaultValue();
        }
    }

    private static String mistake(Option<?> option, String text, String what) {
        String shown = option.secret() ? "***" : Passwords.hidden(text);
        return "%s: \"%s\" %s (default %s)"
                .formatted(
                        option.name(),
                        shown,
                        what.replace(text, shown),
                        option.defaultText().isEmpty() ? "none" : option.defaultText());
    }

    /** Adds a mistake that no option has alone. */
    void mistake(String mistake) {
        mistakes.add(mistake);
    }

    /** Every mistake, those of variables that no option has included. */
    List<String> mistakes() {
        List<String> all = new ArrayList<>(mistakes);
        variables.keySet().stream()
                .filter(name -> name.startsWith(Options.PREFIX))
                .filter(
                        name ->
                                Options.ALL.stream()
                                        .noneMatch(option -> option.name().equals(name)))
                .filter(name -> !ServiceLinks.isOne(name, variables))
                .sorted()
                .map(Reading::unknown)
                .forEach(all::add);
        return Collections.unmodifiableList(all);
    }

    private static String unknown(String name) {
        Optional<String> nearest =
                Neighbours.nearest(name, Options.ALL.stream().map(Option::name).toList());
        return "%s: there is no such setting%s"
                .formatted(
                        name, nearest.map("; did you mean %s?"::formatted).orElse("; see --help"));
    }
}
