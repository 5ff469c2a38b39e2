package com.justfaas.events.codec;

import com.justfaas.events.Names;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;

/**
 * How many functions an event comes from, one having answered the other: {@value
 * Names.Attributes#HOPS}. It travels with the event, so that functions that answer each other in a
 * circle come to an end.
 */
public final class Hops {

    /** How many functions in a row may answer. */
    public static final int MOST = 16;

    /** CloudEvents' Integer has 32 bits; this many digits are always fewer. */
    private static final String NUMBER = "\\d{1,9}";

    private Hops() {}

    /** The event's count; 0 when it says none. */
    public static int of(CloudEvent event) {
        Object hops = event.getExtension(Names.Attributes.HOPS);
        return hops == null ? 0 : Integer.parseInt(hops.toString());
    }

    /** The same event, that many functions on. */
    public static CloudEvent count(CloudEvent event, int hops) {
        return CloudEventBuilder.v1(event)
                .withExtension(Names.Attributes.HOPS, Integer.toString(hops))
                .build();
    }

    /** Whether the event says where it comes from at all. */
    public static boolean isCounted(CloudEvent event) {
        return event.getExtension(Names.Attributes.HOPS) != null;
    }

    /**
     * Checks a value that somebody sent.
     *
     * @throws MalformedEventException when it is no count
     */
    static void check(String where, String value) {
        if (!value.matches(NUMBER)) {
            throw new MalformedEventException(
                    where,
                    "is not a number from 0 to 999999999; it is ours: leave it out, or pass on what the function got");
        }
    }
}
