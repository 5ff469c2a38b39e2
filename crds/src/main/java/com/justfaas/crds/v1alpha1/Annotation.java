package com.justfaas.crds.v1alpha1;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/**
 * An annotation that a Function may carry.
 *
 * @param name with its prefix
 * @param standard the value that a function without it has
 */
public record Annotation(String name, String standard) {

    /** The value on this resource, trimmed, or the standard one. */
    public String of(HasMetadata resource) {
        Map<String, String> annotations = resource.getMetadata().getAnnotations();
        String value = annotations == null ? null : annotations.get(name);
        return value == null ? standard : value.trim();
    }

    /** Whether the resource says something in it. */
    public boolean isOn(HasMetadata resource) {
        Map<String, String> annotations = resource.getMetadata().getAnnotations();
        String value = annotations == null ? null : annotations.get(name);
        return value != null && !value.isBlank();
    }
}
