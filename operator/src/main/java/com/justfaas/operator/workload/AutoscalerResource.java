package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Annotations;
import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;

/**
 * Scales a function by the requests per second that the platform's custom metrics API reports for
 * its Function. The target is an {@code AverageValue}: with {@code Value}, as the operator before
 * us wrote it, the autoscaler has no target and never scales.
 */
final class AutoscalerResource extends ChildResource<HorizontalPodAutoscaler>
        implements GarbageCollected<Function> {

    private static final String METRIC = "faas_proxy_requests_per_second";
    private static final int SCALE_DOWN_SECONDS = 30;

    AutoscalerResource() {
        super(HorizontalPodAutoscaler.class);
    }

    @Override
    HorizontalPodAutoscaler desired(Function function) {
        WorkloadAnnotations annotations = WorkloadAnnotations.of(function);
        String name = nameFor(function);
        ObjectMetaBuilder metadata = ChildMetadata.owned(function, name);
        if (annotations.scaleToZero()) {
            metadata.addToLabels(Labels.SCALE_TO_ZERO, "true")
                    .addToAnnotations(
                            Annotations.SCALE_TO_ZERO_COOLDOWN.name(), annotations.cooldown());
        }
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(metadata.build())
                .withNewSpec()
                .withNewScaleTargetRef()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withName(name)
                .endScaleTargetRef()
                .withMinReplicas(annotations.scaleMin())
                .withMaxReplicas(annotations.scaleMax())
                .withMetrics(requestsPerSecond(function, annotations.scaleThreshold()))
                .withNewBehavior()
                .withNewScaleDown()
                .withStabilizationWindowSeconds(SCALE_DOWN_SECONDS)
                .addNewPolicy()
                .withType("Percent")
                .withValue(100)
                .withPeriodSeconds(SCALE_DOWN_SECONDS)
                .endPolicy()
                .endScaleDown()
                .endBehavior()
                .endSpec()
                .build();
    }

    private static MetricSpec requestsPerSecond(Function function, int threshold) {
        return new MetricSpecBuilder()
                .withType("Object")
                .withNewObject()
                .withNewDescribedObject()
                .withApiVersion(function.getApiVersion())
                .withKind(function.getKind())
                .withName(function.getMetadata().getName())
                .endDescribedObject()
                .withNewMetric()
                .withName(METRIC)
                .endMetric()
                .withNewTarget()
                .withType("AverageValue")
                .withAverageValue(new Quantity(Integer.toString(threshold)))
                .endTarget()
                .endObject()
                .build();
    }
}
