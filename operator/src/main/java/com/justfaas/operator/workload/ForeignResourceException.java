package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** A resource has the name of a child and was not created by this operator. */
final class ForeignResourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForeignResourceException(HasMetadata present) {
        super(
                "the %s %s/%s exists and is not managed by this operator; rename the function or delete the %s, or label it %s=%s and %s=<namespace>.<function> to hand it over"
                        .formatted(
                                present.getKind(),
                                present.getMetadata().getNamespace(),
                                present.getMetadata().getName(),
                                present.getKind(),
                                Labels.MANAGED_BY,
                                Labels.OPERATOR,
                                Labels.NAME));
    }
}
