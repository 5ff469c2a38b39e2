package com.justfaas.events.streams;

/** What became of an event that was to be stored. */
public sealed interface PublishResult {

    /**
     * JetStream confirmed it.
     *
     * @param duplicate whether it was there already, by source and id
     */
    record Stored(long sequence, boolean duplicate) implements PublishResult {}

    /** There is no room in the stream; nothing was stored. */
    record Full(String reason) implements PublishResult {}

    /** NATS is away, refuses, or did not answer in time; in the last case it may be stored. */
    record Unavailable(String reason) implements PublishResult {}

    /**
     * Headers and data together are more than the server takes; nothing was sent.
     *
     * @param size of this event, in bytes
     * @param most what the server takes, in bytes
     */
    record TooLarge(long size, long most) implements PublishResult {}

    /**
     * The attributes, as headers, are more than the server takes; nothing was sent.
     *
     * @param size of this event's headers, in bytes
     * @param most what the server takes, in bytes
     */
    record HeadersTooLarge(long size, long most) implements PublishResult {}
}
