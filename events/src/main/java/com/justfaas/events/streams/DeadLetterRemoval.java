package com.justfaas.events.streams;

/**
 * What became of a wish to remove dead letters.
 *
 * @param removed how many were
 * @param complete whether nothing is left of what was meant; if not, time ran out
 */
public record DeadLetterRemoval(long removed, boolean complete) {}
