package com.justfaas.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A field of the function's pod.
 *
 * @param apiVersion version of the schema in which the path is written; null means v1
 * @param fieldPath such as {@code metadata.namespace}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldSelector(
        @JsonPropertyDescription("Version of the schema in which fieldPath is written (v1).")
                @Nullable String apiVersion,
        @JsonPropertyDescription("The field, such as metadata.namespace.")
                @Nullable String fieldPath) {}
