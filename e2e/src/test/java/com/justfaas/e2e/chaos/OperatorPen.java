package com.justfaas.e2e.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.FunctionResource;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.codec.ManagementEvent.Kind;
import com.justfaas.events.streams.FunctionRecords;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Announces functions as the operator does, without Kubernetes. */
final class OperatorPen implements AutoCloseable {

    private static final String PREFIX = "justfaas.com/";

    private final NatsLink link;
    private final FunctionRecords records;

    private OperatorPen(NatsLink link) {
        this.link = link;
        this.records = new FunctionRecords(link, Clock.systemUTC());
    }

    static OperatorPen connected(String natsUrl) {
        NatsLink link = new NatsLink("chaos operator", new NatsSettings(natsUrl, null));
        link.start();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(link::isConnected);
        return new OperatorPen(link);
    }

    /**
     * Says that a function is there, new or changed.
     *
     * @param annotations without their prefix; the event type is added
     */
    void announce(SinkFunction function, String uid, Map<String, String> annotations) {
        announce(function.name(), function.eventType(), uid, annotations);
    }

    /** As above, of any function. */
    void announce(
            FunctionName function, String eventType, String uid, Map<String, String> annotations) {
        var last = records.last(function);
        boolean isNew = last.isEmpty() || last.get().event().kind() == Kind.DELETED;
        ObjectNode resource = resource(function, uid);
        ObjectNode values = ((ObjectNode) resource.get("metadata")).putObject("annotations");
        values.put(PREFIX + "event-type", eventType);
        annotations.forEach((name, value) -> values.put(PREFIX + name, value));
        say(isNew ? Kind.ADDED : Kind.MODIFIED, function, resource);
    }

    void delete(SinkFunction function, String uid) {
        delete(function.name(), uid);
    }

    void delete(FunctionName function, String uid) {
        say(Kind.DELETED, function, resource(function, uid));
    }

    private void say(Kind kind, FunctionName function, ObjectNode resource) {
        records.publish(
                new ManagementEvent(kind, FunctionResource.of(resource)),
                records.lastSequence(function));
    }

    private static ObjectNode resource(FunctionName function, String uid) {
        ObjectNode resource = new ObjectMapper().createObjectNode();
        resource.put("apiVersion", "justfaas.com/v1alpha1").put("kind", "Function");
        resource.putObject("metadata")
                .put("namespace", function.namespace())
                .put("name", function.name())
                .put("uid", uid)
                .put("resourceVersion", UUID.randomUUID().toString());
        return resource;
    }

    @Override
    public void close() {
        link.close();
    }
}
