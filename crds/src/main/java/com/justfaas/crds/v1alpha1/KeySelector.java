package com.justfaas.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A key of a ConfigMap or Secret.
 *
 * @param name of the ConfigMap or Secret
 * @param key within it
 * @param optional whether the function starts without it; null means no
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeySelector(
        @JsonPropertyDescription("Name of the ConfigMap or Secret.") @Nullable String name,
        @JsonPropertyDescription("The key within it.") @Nullable String key,
        @JsonPropertyDescription("Whether the function may start without it.")
                @Nullable Boolean optional) {}
