package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Deleter;
import io.javaoperatorsdk.operator.processing.dependent.Creator;
import io.javaoperatorsdk.operator.processing.dependent.Matcher.Result;
import io.javaoperatorsdk.operator.processing.dependent.Updater;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A resource that the operator makes for a function, applied by server-side apply. The informer
 * sees only resources that are marked as the operator's, so that a resource of the same name that
 * was created by others is never changed: creating the child then fails with {@link
 * ForeignResourceException}.
 */
abstract class ChildResource<R extends HasMetadata> extends KubernetesDependentResource<R, Function>
        implements Creator<R, Function>,
                Updater<R, Function>,
                Deleter<Function>,
                SecondaryToPrimaryMapper<R> {

    private static final String SELECTOR = Labels.MANAGED_BY + "=" + Labels.OPERATOR;
    private static final long PAGE = 500;

    ChildResource(Class<R> type) {
        super(type);
    }

    /** What is to be there. Depends on nothing but the Function. */
    abstract R desired(Function function);

    /** What is to be there in the place of this resource; the same unless a child knows better. */
    R desired(Function function, R actual) {
        return desired(function);
    }

    /** The child's name; known also when it is not wanted. */
    String nameFor(Function function) {
        return ChildNames.plain(function);
    }

    @Override
    protected ResourceID targetSecondaryResourceID(Function function, Context<Function> context) {
        return new ResourceID(nameFor(function), function.getMetadata().getNamespace());
    }

    @Override
    protected final R desired(Function function, Context<Function> context) {
        return desired(function);
    }

    @Override
    public final Set<ResourceID> toPrimaryResourceIDs(R child) {
        return ChildMetadata.functionOf(child);
    }

    @Override
    protected InformerEventSourceConfiguration.Builder<R> informerConfigurationBuilder(
            EventSourceContext<Function> context) {
        return super.informerConfigurationBuilder(context)
                .withNamespacesInheritedFromController()
                .withLabelSelector(SELECTOR)
                .withInformerListLimit(PAGE)
                .withOnUpdateFilter((now, before) -> isNews(now, before));
    }

    /** Whether a change is worth a reconcile; one of a status that nothing reads is not. */
    private boolean isNews(R now, R before) {
        ObjectMeta a = now.getMetadata();
        ObjectMeta b = before.getMetadata();
        return readsStatus()
                || !Objects.equals(a.getGeneration(), b.getGeneration())
                || !Objects.equals(a.getLabels(), b.getLabels())
                || !Objects.equals(a.getAnnotations(), b.getAnnotations())
                || !Objects.equals(a.getOwnerReferences(), b.getOwnerReferences())
                || !Objects.equals(a.getManagedFields(), b.getManagedFields());
    }

    /** Whether the status of the child is part of the function's. */
    boolean readsStatus() {
        return false;
    }

    @Override
    public R create(R desired, Function function, Context<Function> context) {
        try {
            return super.create(desired, function, context);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                refuseForeign(desired, function, context);
            }
            throw e;
        }
    }

    private void refuseForeign(R desired, Function function, Context<Function> context) {
        R present = context.getClient().resource(desired).get();
        if (present != null && !ChildMetadata.isChild(present, function)) {
            throw new ForeignResourceException(present);
        }
    }

    @Override
    public Result<R> match(R actual, Function function, Context<Function> context) {
        return match(actual, desired(function, actual), function, context);
    }

    @Override
    public R update(R actual, R desired, Function function, Context<Function> context) {
        takeOver(actual, context);
        return apply(actual, desired, function, context);
    }

    /** Applies without taking the fields of the operator before us over. */
    final R apply(R actual, R desired, Function function, Context<Function> context) {
        return super.update(actual, desired, function, context);
    }

    /** Makes the fields that the operator before us set ours, so that we can remove them. */
    private void takeOver(R actual, Context<Function> context) {
        String manager = context.getControllerConfiguration().fieldManager();
        Optional<String> patch = FieldOwnership.takeOver(actual, manager);
        if (patch.isPresent()) {
            context.getClient()
                    .resource(actual)
                    .patch(PatchContext.of(PatchType.JSON_MERGE), patch.get());
        }
    }

    @Override
    protected void handleDelete(Function function, R child, Context<Function> context) {
        if (child != null) {
            context.getClient()
                    .resource(child)
                    .lockResourceVersion(child.getMetadata().getResourceVersion())
                    .delete();
        }
    }

    /** Desired states carry all of their metadata. */
    @Override
    protected final void addReferenceHandlingMetadata(R desired, Function function) {}
}
