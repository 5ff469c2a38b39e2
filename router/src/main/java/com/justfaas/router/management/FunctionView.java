package com.justfaas.router.management;

import com.justfaas.events.Durations;
import com.justfaas.events.topics.AnnotationMistake;
import com.justfaas.events.topics.DeliveryPolicy;
import com.justfaas.events.topics.TopicPattern;
import com.justfaas.router.functions.KnownFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function as the API shows it; durations are written as in annotations. */
record FunctionView(
        String namespace,
        String name,
        String uid,
        List<String> topics,
        @Nullable String filter,
        Policy policy,
        List<Mistake> mistakes,
        String changedAt) {

    record Policy(
            String timeout,
            int retries,
            String backoff,
            String maxAge,
            int concurrency,
            boolean paused) {

        static Policy of(DeliveryPolicy policy) {
            return new Policy(
                    Durations.format(policy.timeout()),
                    policy.retries(),
                    Durations.format(policy.backoff()),
                    Durations.format(policy.maxAge()),
                    policy.concurrency(),
                    policy.paused());
        }
    }

    record Mistake(String annotation, String value, String mistake) {

        static Mistake of(AnnotationMistake mistake) {
            return new Mistake(mistake.annotation(), mistake.value(), mistake.mistake());
        }
    }

    static FunctionView of(KnownFunction function) {
        return new FunctionView(
                function.name().namespace(),
                function.name().name(),
                function.uid(),
                function.subscription().topics().stream().map(TopicPattern::text).toList(),
                function.subscription().filter().written().orElse(null),
                Policy.of(function.subscription().policy()),
                function.subscription().mistakes().stream().map(Mistake::of).toList(),
                function.changedAt().toString());
    }
}
