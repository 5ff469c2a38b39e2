package com.justfaas.router.deadletter;

import com.justfaas.events.streams.DeadLetterFilter;
import com.justfaas.router.http.QueryParameters;
import java.util.List;
import java.util.Map;

/** Which dead letters somebody wants deleted. */
record RemovalRequest(DeadLetterFilter filter) {

    private static final String ALL = "all";

    static RemovalRequest of(Map<String, List<String>> query) {
        QueryParameters given = QueryParameters.of(query).noneEmpty();
        DeadLetterFilter filter = LetterFilters.of(given);
        boolean all = given.flag(ALL, false);
        if (all && !filter.equals(DeadLetterFilter.ALL)) {
            throw DeadLetterProblems.bad(ALL, "goes with no filter; leave one of them out");
        }
        if (!all && filter.equals(DeadLetterFilter.ALL)) {
            throw DeadLetterProblems.bad(
                    ALL,
                    "is missing; name a namespace, a function or a reason, or say all=true to delete every dead letter");
        }
        return new RemovalRequest(filter);
    }
}
