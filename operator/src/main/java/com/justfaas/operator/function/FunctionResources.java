package com.justfaas.operator.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.events.codec.FunctionResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Makes of a Function the part that management events carry. */
final class FunctionResources {

    private final KubernetesSerialization serialization;

    FunctionResources(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    FunctionResource of(Function function) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", function.getApiVersion());
        json.put("kind", function.getKind());
        json.set("metadata", serialization.convertValue(function.getMetadata(), JsonNode.class));
        return FunctionResource.of(json);
    }
}
