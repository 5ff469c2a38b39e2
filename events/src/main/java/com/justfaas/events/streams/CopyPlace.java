package com.justfaas.events.streams;

import com.justfaas.events.Names.Subjects.BacklogSubject;

/**
 * Where a copy is in the backlog.
 *
 * @param sequence its place in the stream
 * @param size bytes of its event's data
 */
public record CopyPlace(BacklogSubject at, long sequence, int size) {}
