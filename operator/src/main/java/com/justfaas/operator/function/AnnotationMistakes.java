package com.justfaas.operator.function;

import com.justfaas.crds.v1alpha1.Annotation;
import com.justfaas.crds.v1alpha1.Annotations;
import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.events.topics.Subscription;
import com.justfaas.events.topics.UnknownAnnotations;
import com.justfaas.operator.workload.WorkloadAnnotations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a Function's annotations: those about events, and those about its workload.
 */
final class AnnotationMistakes {

    private static final List<String> OF_WORKLOADS =
            Annotations.ALL.stream().map(Annotation::name).toList();

    private AnnotationMistakes() {}

    /** One line for each, in the same order each time. */
    static List<String> of(Function function, Subscription subscription) {
        List<String> mistakes = new ArrayList<>();
        subscription.mistakes().forEach(mistake -> mistakes.add(mistake.toString()));
        mistakes.addAll(WorkloadAnnotations.of(function).mistakes());
        Map<String, String> annotations = function.getMetadata().getAnnotations();
        if (annotations != null) {
            UnknownAnnotations.near(annotations, OF_WORKLOADS)
                    .forEach(mistake -> mistakes.add(mistake.toString()));
        }
        return mistakes;
    }
}
