package com.justfaas.router.ingress;

import com.justfaas.router.http.Problem;
import com.justfaas.router.http.RefusedException;
import java.util.List;
import java.util.Map;

/** {@code ?dryRun=true}: whether a sender only wants to know what would happen. */
final class DryRunParameter {

    static final String NAME = "dryRun";

    private DryRunParameter() {}

    /**
     * Whether it is wanted.
     *
     * @throws RefusedException for anything but true and false, each once
     */
    static boolean isTrue(Map<String, List<String>> query) {
        List<String> values = query.getOrDefault(NAME, List.of("false"));
        if (values.size() > 1) {
            throw bad(NAME, "is there %d times; once is right".formatted(values.size()));
        }
        return switch (values.getFirst()) {
            case "true" -> true;
            case "false" -> false;
            case String other ->
                    throw bad(
                            NAME, "is \"%s\"; it is true or false".formatted(Problem.brief(other)));
        };
    }

    private static RefusedException bad(String parameter, String mistake) {
        return new RefusedException(EventProblems.badParameter(parameter, mistake));
    }
}
