package com.justfaas.router.ingress;

import com.justfaas.events.FunctionName;
import java.util.List;

/** Whether there is a function of that name. */
@FunctionalInterface
public interface FunctionLookup {

    /** What may be said of a name. */
    enum Presence {
        KNOWN,
        UNKNOWN,
        /** The list of functions is not complete yet: "unknown" might be wrong. */
        CANNOT_SAY
    }

    Presence find(FunctionName name);

    /** Functions that may have been meant by the name of one that is not there. */
    default List<FunctionName> near(FunctionName name) {
        return List.of();
    }
}
