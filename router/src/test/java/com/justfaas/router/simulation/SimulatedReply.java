package com.justfaas.router.simulation;

import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.invocation.FunctionResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a function answers when it succeeds, always alike but for the ids, which it makes up. */
enum SimulatedReply {
    NONE(0),
    ONE(1),
    TWO(2),
    /** Claims to be an event, and is none. */
    NONSENSE(0),
    /** An event that no stream ever takes. */
    LARGE(0);

    static final String TOO_LARGE = "large";

    private static final int OK = 200;

    private final int events;

    SimulatedReply(int events) {
        this.events = events;
    }

    /** Whether it ends as a dead letter. */
    boolean isRefused() {
        return this == NONSENSE || this == LARGE;
    }

    /** What tells each of the new events, whatever its id; stands in its subject. */
    List<String> causes(DeliveryRecord record) {
        return IntStream.range(0, events).mapToObj(i -> cause(record, i)).toList();
    }

    private static String cause(DeliveryRecord record, int index) {
        return "%d/%s/%d".formatted(record.eventSequence(), record.function(), index);
    }

    FunctionResponse response(DeliveryRecord record, Chance chance) {
        return switch (this) {
            case NONE -> response(MessageHeaders.NONE, "");
            case ONE -> binary("reply", cause(record, 0), chance);
            case TWO ->
                    response(
                            new MessageHeaders(
                                    Map.of(
                                            "content-type",
                                            List.of("application/cloudevents-batch+json"))),
                            "[%s,%s]"
                                    .formatted(
                                            json(cause(record, 0), chance),
                                            json(cause(record, 1), chance)));
            case NONSENSE ->
                    response(new MessageHeaders(Map.of("ce-specversion", List.of("0.3"))), "");
            case LARGE -> binary(TOO_LARGE, "none", chance);
        };
    }

    private static FunctionResponse binary(String type, String subject, Chance chance) {
        return response(
                new MessageHeaders(
                        Map.of(
                                "ce-specversion", List.of("1.0"),
                                "ce-id", List.of(madeUpId(chance)),
                                "ce-source", List.of("/function"),
                                "ce-type", List.of(type),
                                "ce-subject", List.of(subject))),
                "");
    }

    private static String json(String subject, Chance chance) {
        return """
        {"specversion":"1.0","id":"%s","source":"/function","type":"reply","subject":"%s"}
        """
                .formatted(madeUpId(chance), subject);
    }

    private static String madeUpId(Chance chance) {
        return Long.toHexString(chance.order());
    }

    private static FunctionResponse response(MessageHeaders headers, String body) {
        return new FunctionResponse(OK, headers, Payload.utf8(body), false);
    }
}
