package com.justfaas.router.deadletter;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.streams.DeadLetterFilter;
import com.justfaas.router.http.QueryParameters;

/** How a request says which dead letters it is about. */
final class LetterFilters {

    static final String NAMESPACE = "namespace";
    static final String FUNCTION = "function";
    static final String REASON = "reason";

    private LetterFilters() {}

    static DeadLetterFilter of(QueryParameters given) {
        return new DeadLetterFilter(
                given.text(NAMESPACE),
                given.text(FUNCTION),
                given.text(REASON).map(value -> reason(REASON, value)));
    }

    static DeadLetterReason reason(String where, String value) {
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            if (reason.name().equals(value)) {
                return reason;
            }
        }
        throw DeadLetterProblems.unknownReason(where, value);
    }
}
