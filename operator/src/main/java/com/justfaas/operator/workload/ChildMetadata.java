package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What every child resource carries, and how a child names its function. */
final class ChildMetadata {

    private static final String RECOMMENDED = "app.kubernetes.io/";

    private ChildMetadata() {}

    /** Metadata of a child in the function's namespace, which goes with the function. */
    static ObjectMetaBuilder owned(Function function, String name) {
        return new ObjectMetaBuilder()
                .withNamespace(function.getMetadata().getNamespace())
                .withName(name)
                .withLabels(labels(function))
                .withOwnerReferences(owner(function));
    }

    /** Metadata of a child in another namespace, where an owner reference is not allowed. */
    static ObjectMetaBuilder foreignNamespace(Function function, String namespace) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(ChildNames.qualified(function))
                .withLabels(labels(function));
    }

    /**
     * The recommended labels, the Function's own ones in their place, and those that mark a child
     * as ours, whatever the Function says.
     */
    static Map<String, String> labels(Function function) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(RECOMMENDED + "name", ChildNames.plain(function));
        labels.put(RECOMMENDED + "instance", ChildNames.label(function));
        labels.put(RECOMMENDED + "component", "function");
        labels.put(RECOMMENDED + "part-of", "justfaas");
        Map<String, String> own =
                Objects.requireNonNullElse(function.getMetadata().getLabels(), Map.of());
        own.forEach(
                (name, value) -> {
                    if (name.startsWith(RECOMMENDED)) {
                        labels.put(name, value);
                    }
                });
        labels.put(Labels.MANAGED_BY, Labels.OPERATOR);
        labels.putAll(selector(function));
        return labels;
    }

    /** Selects the pods of a function; the immutable selector of its Deployment. */
    static Map<String, String> selector(Function function) {
        return new LinkedHashMap<>(Map.of(Labels.NAME, ChildNames.label(function)));
    }

    private static OwnerReference owner(Function function) {
        return new OwnerReferenceBuilder()
                .withApiVersion(function.getApiVersion())
                .withKind(function.getKind())
                .withName(function.getMetadata().getName())
                .withUid(function.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    /** Whether a resource of a child's name is that child, ours or of the operator before us. */
    static boolean isChild(HasMetadata resource, Function function) {
        Map<String, String> labels =
                Objects.requireNonNullElse(resource.getMetadata().getLabels(), Map.of());
        return Labels.OPERATOR.equals(labels.get(Labels.MANAGED_BY))
                && ChildNames.label(function).equals(labels.get(Labels.NAME));
    }

    /**
     * The Function to which a child belongs: its owner, or the one in its label (children of the
     * operator before us have no owner), or the one in its name (an Ingress beside the gateway).
     */
    static Set<ResourceID> functionOf(HasMetadata child) {
        String namespace = child.getMetadata().getNamespace();
        for (OwnerReference owner : child.getMetadata().getOwnerReferences()) {
            if (Function.KIND.equals(owner.getKind())
                    && owner.getApiVersion().startsWith(Function.GROUP + "/")) {
                return Set.of(new ResourceID(owner.getName(), namespace));
            }
        }
        String label =
                Objects.requireNonNullElse(
                                child.getMetadata().getLabels(), Map.<String, String>of())
                        .get(Labels.NAME);
        if (label == null) {
            return Set.of();
        }
        String name = child.getMetadata().getName();
        String qualified = name.startsWith(label.split("\\.", 2)[0] + ".") ? name : label;
        String[] words = qualified.split("\\.", 2);
        return words.length == 2 ? Set.of(new ResourceID(words[1], words[0])) : Set.of();
    }
}
