package com.justfaas.events.streams;

import com.justfaas.events.FunctionName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What one replica's calls of functions came to since its report before. As text: a line for each
 * function, {@code shop/checkout 12 3 9 0 200 false}.
 *
 * @param functions those that were called, or that have calls in flight; none in a report that says
 *     only that the replica lives
 */
public record CallReport(List<Calls> functions) {

    /** Most functions in one report; a replica sends several where there are more. */
    public static final int MOST_FUNCTIONS = 500;

    private static final Pattern LINE =
            Pattern.compile(
                    "([^/ ]{1,63})/([^/ ]{1,63}) (\\d{1,9}) (\\d{1,9}) (\\d{1,9}) (\\d{1,9}) (\\d{1,3}) (true|false)");

    /** Longest line, in characters. */
    private static final int LINE_LENGTH = 2 * 63 + 4 * 9 + 16;

    public CallReport {
        functions = List.copyOf(functions);
    }

    /**
     * The calls of one function.
     *
     * @param started how many began since the report before
     * @param inFlight how many have not ended
     * @param succeeded how many ended with a 2xx status since the report before
     * @param failed how many ended otherwise, by the function's doing
     * @param lastStatus HTTP status of the last that failed; 0 when there was no response
     * @param unreachable whether the last that failed could not connect
     */
    public record Calls(
            FunctionName function,
            int started,
            int inFlight,
            int succeeded,
            int failed,
            int lastStatus,
            boolean unreachable) {

        private String line() {
            return "%s %d %d %d %d %d %s"
                    .formatted(
                            function,
                            started,
                            inFlight,
                            succeeded,
                            failed,
                            lastStatus,
                            unreachable);
        }
    }

    byte[] bytes() {
        return functions.stream()
                .map(Calls::line)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Reads one; empty when it is none: anything that can publish to NATS can send one. */
    static Optional<CallReport> read(byte[] text) {
        if (text.length > MOST_FUNCTIONS * LINE_LENGTH) {
            return Optional.empty();
        }
        if (text.length == 0) {
            return Optional.of(new CallReport(List.of()));
        }
        List<Calls> functions = new ArrayList<>();
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
            Matcher words = LINE.matcher(line);
            if (!words.matches()) {
                return Optional.empty();
            }
            FunctionName function = new FunctionName(words.group(1), words.group(2));
            if (function.mistake().isPresent()) {
                return Optional.empty();
            }
            functions.add(
                    new Calls(
                            function,
                            Integer.parseInt(words.group(3)),
                            Integer.parseInt(words.group(4)),
                            Integer.parseInt(words.group(5)),
                            Integer.parseInt(words.group(6)),
                            Integer.parseInt(words.group(7)),
                            Boolean.parseBoolean(words.group(8))));
        }
        return Optional.of(new CallReport(functions));
    }
}
