package com.justfaas.playground;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How to run.
 *
 * @param folder state and logs
 * @param once whether to end when everything has arrived, instead of staying up
 * @param debugPort where the binary waits for a debugger; 0 is nowhere
 * @param parent process with which to end; 0 is none
 * @param callbacks settings of callbacks, for the binary
 */
record Options(
        Path folder, boolean once, int debugPort, long parent, Map<String, String> callbacks) {

    private static final Set<String> CALLBACKS =
            Set.of("FAAS_CALLBACK_ALLOW", "FAAS_CALLBACK_SECRETS");

    static final String USAGE =
            """
            usage: playground [--once]
              --once  ends when everything has arrived: 0 if it did within 30 s, else 1
            FAAS_PLAYGROUND_ONCE=true      the same as --once
            FAAS_PLAYGROUND_FOLDER=.run    where state and logs are
            FAAS_PLAYGROUND_DEBUG=5005     port on which faas-events waits for a debugger
            FAAS_PLAYGROUND_PARENT=<pid>   end when that process does
            FAAS_CALLBACK_ALLOW, FAAS_CALLBACK_SECRETS   go to faas-events; see docs/callbacks.md\
            """;

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException when something is wrong with one; the message is for users
     */
    static Options parse(List<String> arguments, Map<String, String> environment) {
        for (String argument : arguments) {
            if (!argument.equals("--once")) {
                throw new IllegalArgumentException("what is %s?%n%s".formatted(argument, USAGE));
            }
        }
        return new Options(
                Path.of(environment.getOrDefault("FAAS_PLAYGROUND_FOLDER", ".run")),
                !arguments.isEmpty()
                        || Boolean.parseBoolean(environment.get("FAAS_PLAYGROUND_ONCE")),
                Math.toIntExact(number("FAAS_PLAYGROUND_DEBUG", 65_535, environment)),
                number("FAAS_PLAYGROUND_PARENT", Integer.MAX_VALUE, environment),
                environment.entrySet().stream()
                        .filter(variable -> CALLBACKS.contains(variable.getKey()))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static long number(String name, int highest, Map<String, String> environment) {
        String text = environment.getOrDefault(name, "");
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) > highest) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is not a number up to %d".formatted(name, text, highest));
        }
        return Long.parseLong(text);
    }
}
