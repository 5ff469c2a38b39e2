package com.justfaas.router.reply;

import com.justfaas.events.Names;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Hops;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes an event of ours of the one that a function answered. */
final class ReplyEvents {

    /** CloudEvents' extension for distributed tracing. */
    private static final String TRACE_PARENT = "traceparent";

    private static final String TRACE_STATE = "tracestate";
    private static final int DIGEST_BYTES = 16;

    private ReplyEvents() {}

    /**
     * The event as it is stored: the function's own, but for its id and its count of hops. What the
     * function says of a trace comes first; else it goes on with that of the event it answers.
     *
     * @param index of the event in the answer, from 0
     */
    static CloudEvent of(CloudEvent answered, DeliveryRecord record, int index, int hops) {
        CloudEvent cause = record.event().event();
        CloudEventBuilder builder =
                CloudEventBuilder.v1(answered)
                        .withId(id(record, index))
                        .withExtension(Names.Attributes.REPLY_ID, answered.getId());
        if (answered.getExtension(TRACE_PARENT) == null) {
            copy(cause, TRACE_PARENT, builder);
            copy(cause, TRACE_STATE, builder);
        }
        return Hops.count(builder.build(), hops);
    }

    private static void copy(CloudEvent from, String name, CloudEventBuilder to) {
        @Nullable Object value = from.getExtension(name);
        if (value != null) {
            to.withExtension(name, value.toString());
        }
    }

    /**
     * The same in each attempt, which the function's own id seldom is: from what tells the event
     * from all others, which is source and id together, and the function.
     */
    private static String id(DeliveryRecord record, int index) {
        CloudEvent cause = record.event().event();
        return "%s/%s/%d"
                .formatted(
                        record.function(),
                        digest(
                                "%s\n%s\n%s"
                                        .formatted(
                                                cause.getSource(),
                                                cause.getId(),
                                                record.function())),
                        index);
    }

    private static String digest(String identity) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(identity.getBytes(StandardCharsets.UTF_8)),
                            0,
                            DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
