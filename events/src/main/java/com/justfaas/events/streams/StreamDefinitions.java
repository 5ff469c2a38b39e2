package com.justfaas.events.streams;

import com.justfaas.events.EventTypes;
import com.justfaas.events.Names;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;

/** What our streams and their consumer must be. */
final class StreamDefinitions {

    /** How long a repeated source and id is recognised. */
    static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(2);

    static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(14);

    /**
     * An event that is neither acknowledged nor reported in progress for so long comes again. In a
     * cluster, that is how late an event is that was on its way to a replica through a server which
     * died: JetStream counts it as delivered. Shorter would repeat what is in progress while a
     * leader is elected, which takes 4 to 9 s.
     */
    static final Duration ACK_WAIT = Duration.ofSeconds(10);

    static final int MAX_ACK_PENDING = 10_000;

    private StreamDefinitions() {}

    /**
     * @param maxPayload what the server takes, in bytes
     */
    static List<StreamConfiguration> streams(StreamLimits limits, long maxPayload) {
        return List.of(
                stream(Names.Streams.FUNCTIONS, limits.functions(), limits.replicas())
                        .description("what the operator said of each function")
                        .subjects(
                                EventTypes.FUNCTION_ADDED + ".>",
                                EventTypes.FUNCTION_MODIFIED + ".>",
                                EventTypes.FUNCTION_DELETED + ".>")
                        .maxMessagesPerSubject(1)
                        // a record replaces that of its own subject; a full stream refuses
                        .discardPolicy(DiscardPolicy.New)
                        .build(),
                stream(Names.Streams.EVENTS, limits.events(), limits.replicas())
                        .description("accepted events and calls")
                        .subjects(
                                Names.Subjects.ALL_EVENTS,
                                Names.Subjects.ALL_INVOKED,
                                Names.Subjects.ALL_CALLBACKS)
                        .discardPolicy(DiscardPolicy.New)
                        // what could not be copied could neither wait nor be given up
                        .maximumMessageSize((int) EventSize.most(maxPayload))
                        .build(),
                stream(Names.Streams.BACKLOG, limits.backlog(), limits.replicas())
                        .description("deliveries that wait")
                        .subjects(Names.Subjects.ALL_BACKLOG)
                        .discardPolicy(DiscardPolicy.New)
                        .build(),
                stream(Names.Streams.DEAD_LETTERS, limits.deadLetters(), limits.replicas())
                        .description("deliveries that were given up")
                        .subjects(Names.Subjects.ALL_DEAD_LETTERS)
                        .discardPolicy(DiscardPolicy.Old)
                        .maxAge(DEAD_LETTERS_KEPT)
                        .build());
    }

    private static StreamConfiguration.Builder stream(String name, long maxBytes, int replicas) {
        return StreamConfiguration.builder()
                .name(name)
                .retentionPolicy(RetentionPolicy.Limits)
                .storageType(StorageType.File)
                .maxBytes(maxBytes)
                .replicas(replicas)
                .duplicateWindow(DUPLICATE_WINDOW)
                .allowDirect(true);
    }

    static ConsumerConfiguration router() {
        return ConsumerConfiguration.builder()
                .durable(Names.Consumers.ROUTER)
                .description("shared by all replicas of the router")
                .ackPolicy(AckPolicy.Explicit)
                .deliverPolicy(DeliverPolicy.All)
                .ackWait(ACK_WAIT)
                .maxAckPending(MAX_ACK_PENDING)
                // a message that ran out of deliveries would stay, invisible: attempts are ours
                .maxDeliver(-1)
                .build();
    }
}
