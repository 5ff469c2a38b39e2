package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who manages which fields of a child (Kubernetes, "Server-Side Apply", section "Transferring
 * ownership"). The operator before us wrote children by update; a field that it set and that is no
 * longer wanted, such as an environment variable, goes only when it is ours.
 */
final class FieldOwnership {

    private static final String APPLY = "Apply";

    private FieldOwnership() {}

    /** Whether this field manager applies that path, such as {@code f:spec}, {@code f:template}. */
    static boolean owns(HasMetadata resource, String manager, String... path) {
        return resource.getMetadata().getManagedFields().stream()
                .filter(entry -> isApplied(entry, manager))
                .anyMatch(entry -> contains(entry, path));
    }

    /**
     * A merge patch that gives the fields of the manager that marked the resource as a child to
     * this field manager; empty when they are its own already.
     */
    static Optional<String> takeOver(HasMetadata resource, String manager) {
        List<ManagedFieldsEntry> others = new ArrayList<>();
        Map<String, Object> fields = new LinkedHashMap<>();
        String apiVersion = resource.getApiVersion();
        boolean isFound = false;
        for (ManagedFieldsEntry entry : resource.getMetadata().getManagedFields()) {
            boolean isPredecessor = !isApplied(entry, manager) && isMarker(entry);
            if (isApplied(entry, manager) || isPredecessor) {
                if (apiVersion.equals(entry.getApiVersion())) {
                    merge(fields, fieldsOf(entry));
                }
                isFound |= isPredecessor;
            } else {
                others.add(entry);
            }
        }
        if (!isFound) {
            return Optional.empty();
        }
        FieldsV1 merged = new FieldsV1();
        fields.forEach(merged::setAdditionalProperty);
        others.add(
                new ManagedFieldsEntryBuilder()
                        .withManager(manager)
                        .withOperation(APPLY)
                        .withApiVersion(apiVersion)
                        .withFieldsType("FieldsV1")
                        .withFieldsV1(merged)
                        .build());
        return Optional.of(
                Serialization.asJson(
                        Map.of(
                                "metadata",
                                Map.of(
                                        "resourceVersion",
                                        resource.getMetadata().getResourceVersion(),
                                        "managedFields",
                                        others))));
    }

    private static boolean isApplied(ManagedFieldsEntry entry, String manager) {
        return manager.equals(entry.getManager()) && APPLY.equals(entry.getOperation());
    }

    private static boolean isMarker(ManagedFieldsEntry entry) {
        return contains(entry, "f:metadata", "f:labels", "f:" + Labels.MANAGED_BY);
    }

    private static boolean contains(ManagedFieldsEntry entry, String... path) {
        Object at = fieldsOf(entry);
        for (String step : path) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at != null;
    }

    private static Map<String, Object> fieldsOf(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() == null
                ? Map.of()
                : entry.getFieldsV1().getAdditionalProperties();
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> into, Map<String, Object> from) {
        from.forEach(
                (key, value) -> {
                    Map<String, Object> below =
                            (Map<String, Object>)
                                    into.computeIfAbsent(key, any -> new LinkedHashMap<>());
                    merge(below, (Map<String, Object>) value);
                });
    }
}
