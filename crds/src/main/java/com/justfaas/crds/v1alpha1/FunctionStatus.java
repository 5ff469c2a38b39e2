package com.justfaas.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator found.
 *
 * @param observedGeneration {@code metadata.generation} of what the rest speaks of
 * @param conditions one of each type
 * @param topics the good topic patterns, in the order written
 * @param topicsSummary the topics as one short line, because a printer column shows only the first
 *     element of a list
 * @param url where the function is called inside the cluster, or null when it has no address
 * @param replicas pods that are ready, or null when the operator does not run the function
 * @param pending deliveries in the function's backlog, as of some seconds ago; null when unknown
 * @param deadLetters dead letters of the function, as of some seconds ago; null when unknown
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FunctionStatus(
        @JsonPropertyDescription("The generation that this status speaks of.")
                @Nullable Long observedGeneration,
        @JsonPropertyDescription("What is the case with the function.") List<Condition> conditions,
        @JsonPropertyDescription("The event types that the function gets.") List<String> topics,
        @JsonPropertyDescription("The topics in one line.") @Nullable String topicsSummary,
        @JsonPropertyDescription("Where the function is called inside the cluster.")
                @Nullable String url,
        @JsonPropertyDescription("The number of pods that are ready.") @Nullable Integer replicas,
        @JsonPropertyDescription(
                        "Deliveries that wait in the function's backlog, as of some seconds ago.")
                @Nullable Long pending,
        @JsonPropertyDescription("Dead letters of the function, as of some seconds ago.")
                @Nullable Long deadLetters) {

    public FunctionStatus {
        conditions = Lists.copyOf(conditions);
        topics = Lists.copyOf(topics);
    }
}
