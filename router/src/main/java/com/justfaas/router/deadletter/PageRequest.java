package com.justfaas.router.deadletter;

import com.justfaas.events.streams.DeadLetterFilter;
import com.justfaas.router.http.QueryParameters;
import java.util.List;
import java.util.Map;

/**
 * Which page of dead letters somebody wants.
 *
 * @param limit most items
 * @param from the sequence to begin with; a cursor is the sequence that the next page begins with
 * @param groups whether to count, too
 */
record PageRequest(DeadLetterFilter filter, int limit, long from, boolean groups) {

    static final int MOST = 500;
    private static final int USUAL = 100;
    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";
    private static final String GROUPS = "groups";

    static PageRequest of(Map<String, List<String>> query) {
        QueryParameters given = QueryParameters.of(query);
        return new PageRequest(
                LetterFilters.of(given),
                (int) given.number(LIMIT, 1, MOST, USUAL),
                given.number(CURSOR, 1, Long.MAX_VALUE, 1),
                given.flag(GROUPS, true));
    }
}
