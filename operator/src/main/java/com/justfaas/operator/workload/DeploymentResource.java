package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Function;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;
import io.javaoperatorsdk.operator.processing.dependent.Matcher.Result;

/**
 * The Deployment that runs a function. It sets no replicas: those belong to the autoscaler, to the
 * scaling to zero, and to people who run {@code kubectl scale}.
 */
final class DeploymentResource extends ChildResource<Deployment>
        implements GarbageCollected<Function> {

    private final String manager;

    /**
     * @param manager the field manager that applies children
     */
    DeploymentResource(String manager) {
        super(Deployment.class);
        this.manager = manager;
    }

    @Override
    Deployment desired(Function function) {
        return new DeploymentBuilder()
                .withMetadata(ChildMetadata.owned(function, nameFor(function)).build())
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(ChildMetadata.selector(function))
                .endSelector()
                .withTemplate(PodTemplates.of(function))
                .endSpec()
                .build();
    }

    @Override
    Deployment desired(Function function, Deployment actual) {
        Deployment desired = desired(function);
        return Adoption.keepsTemplate(actual, function, manager)
                ? Adoption.withoutTemplate(desired, function)
                : desired;
    }

    @Override
    public Result<Deployment> match(
            Deployment actual, Function function, Context<Function> context) {
        Deployment desired = desired(function, actual);
        return desired.getSpec() == null
                ? Result.computed(Adoption.isApplied(actual, desired), desired)
                : match(actual, desired, function, context);
    }

    /** An adopted pod template stays the predecessor's until the Function changes. */
    @Override
    public Deployment update(
            Deployment actual, Deployment desired, Function function, Context<Function> context) {
        return desired.getSpec() == null
                ? apply(actual, desired, function, context)
                : super.update(actual, desired, function, context);
    }

    @Override
    boolean readsStatus() {
        return true;
    }
}
