package com.justfaas.events.topics;

import java.util.List;

/**
 * What a function's annotations ask for, as far as they could be read.
 *
 * @param topics the good patterns, in the order written, each once
 * @param policy how to deliver; the default stands in for a value that could not be read
 * @param mistakes one for every value that could not be read
 */
public record Subscription(
        List<TopicPattern> topics, DeliveryPolicy policy, List<AnnotationMistake> mistakes) {

    public Subscription {
        topics = List.copyOf(topics);
        mistakes = List.copyOf(mistakes);
    }
}
