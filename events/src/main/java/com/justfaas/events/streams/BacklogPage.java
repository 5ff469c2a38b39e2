package com.justfaas.events.streams;

import java.util.List;

/**
 * What lies side by side in the backlog, whosever it is.
 *
 * @param copies in order
 * @param next the sequence to go on with; the same as before when there was nothing
 */
public record BacklogPage(List<CopyPlace> copies, long next) {}
