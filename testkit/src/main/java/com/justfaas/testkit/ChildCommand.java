package com.justfaas.testkit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How to start a child process.
 *
 * @param name what errors call it
 * @param words the program and its arguments
 * @param log file that its output is appended to
 * @param directory its working directory
 * @param environment variables that it has beside the inherited ones
 * @param withoutVariables prefixes of inherited variables that it must not see
 */
public record ChildCommand(
        String name,
        List<String> words,
        Path log,
        Path directory,
        Map<String, String> environment,
        Set<String> withoutVariables) {

    public ChildCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        withoutVariables = Set.copyOf(withoutVariables);
    }

    /** A command in the log's folder, with this JVM's environment. */
    public static ChildCommand of(String name, Path log, List<String> words) {
        return new ChildCommand(
                name, words, log, log.toAbsolutePath().resolveSibling(""), Map.of(), Set.of());
    }

    public ChildCommand in(Path workingDirectory) {
        return new ChildCommand(name, words, log, workingDirectory, environment, withoutVariables);
    }

    public ChildCommand with(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new ChildCommand(name, words, log, directory, all, withoutVariables);
    }

    /** Hides the inherited variables whose names start with one of the prefixes. */
    public ChildCommand without(String... prefixes) {
        return new ChildCommand(name, words, log, directory, environment, Set.of(prefixes));
    }

    Map<String, String> environmentFrom(Map<String, String> inherited) {
        Map<String, String> all = new HashMap<>(inherited);
        all.keySet().removeIf(variable -> withoutVariables.stream().anyMatch(variable::startsWith));
        all.putAll(environment);
        return all;
    }
}
