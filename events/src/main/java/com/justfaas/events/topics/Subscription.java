package com.justfaas.events.topics;

import com.justfaas.events.filter.EventFilter;
import java.util.List;

/**
 * What a function's annotations ask for, as far as they could be read.
 *
 * @param topics the good patterns, in the order written, each once
 * @param filter which events of these types; lets nothing pass when it could not be read
 * @param policy how to deliver; the default stands in for a value that could not be read
 * @param mistakes one for every value that could not be read
 */
public record Subscription(
        List<TopicPattern> topics,
        EventFilter filter,
        DeliveryPolicy policy,
        List<AnnotationMistake> mistakes) {

    /** Of what is delivered to without having asked for anything. */
    public static final Subscription NOTHING =
            new Subscription(List.of(), EventFilter.NONE, DeliveryPolicy.DEFAULT, List.of());

    /** The same, delivered in another way. */
    public Subscription withPolicy(DeliveryPolicy newPolicy) {
        return new Subscription(topics, filter, newPolicy, mistakes);
    }

    public Subscription {
        topics = List.copyOf(topics);
        mistakes = List.copyOf(mistakes);
    }
}
