package com.justfaas.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * An environment variable; the part of Kubernetes' EnvVar that functions have always had.
 *
 * @param name required by Kubernetes, but not by the schema
 * @param value the value, unless {@code valueFrom} has it
 * @param valueFrom where the value comes from
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnvVar(
        @JsonPropertyDescription("Name of the variable.") @Nullable String name,
        @JsonPropertyDescription("Value of the variable.") @Nullable String value,
        @JsonPropertyDescription("Where the value comes from, when it is not written here.")
                @Nullable EnvVarSource valueFrom) {}
