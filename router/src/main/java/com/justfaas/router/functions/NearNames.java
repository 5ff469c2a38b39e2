package com.justfaas.router.functions;

import com.justfaas.events.EditDistance;
import com.justfaas.events.FunctionName;
import java.util.Comparator;
import java.util.List;

/** What somebody may have meant who named a function that is not there. */
public final class NearNames {

    private static final int MOST = 5;
    private static final int MOST_SLIPS = 2;

    /** One slip in so many characters; with fewer it is another name. */
    private static final int CHARACTERS_PER_SLIP = 3;

    private NearNames() {}

    /**
     * A few functions, the nearest first: of the same name in another namespace, or of nearly the
     * same name.
     */
    public static List<FunctionName> of(FunctionSnapshot functions, FunctionName name) {
        return functions.functions().stream()
                .map(KnownFunction::name)
                .filter(other -> isNear(name, other))
                .sorted(
                        Comparator.<FunctionName>comparingInt(other -> slips(name, other))
                                .thenComparing(other -> !sameNamespace(name, other))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static boolean isNear(FunctionName name, FunctionName other) {
        return slips(name, other)
                <= Math.min(MOST_SLIPS, name.name().length() / CHARACTERS_PER_SLIP);
    }

    private static int slips(FunctionName name, FunctionName other) {
        return EditDistance.between(name.name(), other.name(), MOST_SLIPS);
    }

    private static boolean sameNamespace(FunctionName name, FunctionName other) {
        return name.namespace().equals(other.namespace());
    }
}
