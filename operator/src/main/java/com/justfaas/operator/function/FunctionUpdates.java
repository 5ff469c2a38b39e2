package com.justfaas.operator.function;

import com.justfaas.crds.v1alpha1.Function;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Which updates of a Function are worth a look: those of anything but the status. The SDK's own
 * filter knows the generation only, which does not move when an annotation does, and topics are
 * annotations.
 */
final class FunctionUpdates implements OnUpdateFilter<Function> {

    @Override
    public boolean accept(Function now, Function before) {
        ObjectMeta a = now.getMetadata();
        ObjectMeta b = before.getMetadata();
        return !(Objects.equals(a.getUid(), b.getUid())
                && Objects.equals(a.getGeneration(), b.getGeneration())
                && Objects.equals(a.getAnnotations(), b.getAnnotations())
                && Objects.equals(a.getLabels(), b.getLabels())
                && Objects.equals(a.getFinalizers(), b.getFinalizers())
                && Objects.equals(a.getOwnerReferences(), b.getOwnerReferences())
                && now.isMarkedForDeletion() == before.isMarkedForDeletion());
    }
}
