package com.justfaas.events.streams;

import com.justfaas.events.codec.ManagementEvent;
import java.time.Instant;

/**
 * What was last said of a function.
 *
 * @param sequence its place in the stream; the next record is written with it as expectation
 * @param time when it was stored
 */
public record FunctionRecord(long sequence, Instant time, ManagementEvent event) {}
