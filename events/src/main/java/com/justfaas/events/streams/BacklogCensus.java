package com.justfaas.events.streams;

import com.justfaas.events.FunctionName;
import java.time.Instant;
import java.util.Map;

/**
 * What waits in the backlog.
 *
 * @param made when the stream was made: another time than before says that it was made anew, and
 *     that its sequences began again
 * @param waiting how many copies, by function and tier
 */
public record BacklogCensus(Instant made, Map<FunctionName, Map<Integer, Long>> waiting) {}
