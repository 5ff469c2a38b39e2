package com.justfaas.operator.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.justfaas.events.codec.FunctionResource;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.codec.ManagementEvent.Kind;
import com.justfaas.events.streams.FunctionRecord;
import java.time.Instant;
import java.util.Map;

/** Functions and records for tests of pure decisions. */
final class Resources {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private Resources() {}

    static FunctionResource function(String name, String uid, String topics) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", "justfaas.com/v1alpha1").put("kind", "Function");
        ObjectNode metadata = json.putObject("metadata");
        metadata.put("namespace", "shop").put("name", name).put("uid", uid);
        metadata.put("resourceVersion", "7");
        metadata.putObject("annotations").put("justfaas.com/event-type", topics);
        return FunctionResource.of(json);
    }

    static FunctionRecord record(long sequence, Kind kind, FunctionResource function) {
        return new FunctionRecord(sequence, NOW, new ManagementEvent(kind, function));
    }

    static Map<String, String> topics(String types) {
        return Map.of("justfaas.com/event-type", types);
    }
}
