package com.justfaas.events.streams;

import com.justfaas.events.Names.Subjects.BacklogSubject;

/**
 * The news that a copy was put into the backlog.
 *
 * @param at where
 * @param sequence its place in the stream
 */
public record Wake(BacklogSubject at, long sequence) {}
