package com.justfaas.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * Where a variable's value comes from; one of the three is set.
 *
 * @param configMapKeyRef a key of a ConfigMap
 * @param fieldRef a field of the pod
 * @param secretKeyRef a key of a Secret
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnvVarSource(
        @JsonPropertyDescription("A key of a ConfigMap in the function's namespace.")
                @Nullable KeySelector configMapKeyRef,
        @JsonPropertyDescription("A field of the function's pod.") @Nullable FieldSelector fieldRef,
        @JsonPropertyDescription("A key of a Secret in the function's namespace.")
                @Nullable KeySelector secretKeyRef) {}
