package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;

/** The Service under which a function is called: always on port 8080. */
final class ServiceResource extends ChildResource<Service> implements GarbageCollected<Function> {

    ServiceResource() {
        super(Service.class);
    }

    @Override
    Service desired(Function function) {
        return new ServiceBuilder()
                .withMetadata(ChildMetadata.owned(function, nameFor(function)).build())
                .withNewSpec()
                .withSelector(ChildMetadata.selector(function))
                .addNewPort()
                .withName("http")
                .withProtocol("TCP")
                .withPort(FunctionSpec.DEFAULT_PORT)
                .withNewTargetPort(function.getSpec().containerPort())
                .endPort()
                .endSpec()
                .build();
    }
}
