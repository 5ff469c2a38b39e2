package com.justfaas.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is or is not the case, in the form of Kubernetes' metav1.Condition.
 *
 * @param type a positive CamelCase state, such as {@code Ready}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param observedGeneration {@code metadata.generation} that was looked at
 * @param lastTransitionTime RFC 3339 time at which {@code status} last changed
 * @param reason one CamelCase word
 * @param message for people
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @JsonPropertyDescription("A state in CamelCase.") @Required String type,
        @JsonPropertyDescription("True, False or Unknown.") @Required String status,
        @JsonPropertyDescription("The generation that was looked at.")
                @Nullable Long observedGeneration,
        @JsonPropertyDescription("When status last changed, RFC 3339.") @Required
                String lastTransitionTime,
        @JsonPropertyDescription("Why, in one CamelCase word.") @Required String reason,
        @JsonPropertyDescription("Why, for people.") @Required String message) {

    public static final String TRUE = "True";
    public static final String FALSE = "False";
    public static final String UNKNOWN = "Unknown";

    /** Whether the status is {@value #TRUE}. */
    public boolean holds() {
        return TRUE.equals(status);
    }
}
