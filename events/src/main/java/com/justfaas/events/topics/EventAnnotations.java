package com.justfaas.events.topics;

import com.justfaas.events.Durations;
import com.justfaas.events.filter.EventFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a Function that say which events it wants and how. A bad value never hides a
 * good one: it is reported, and the default stands in for it. Only a bad filter has no default: the
 * function gets no events until it is mended, for all of them may be just what it was to prevent.
 */
public final class EventAnnotations {

    public static final String EVENT_TYPE = "justfaas.com/event-type";
    public static final String FILTER = "justfaas.com/event-filter";
    public static final String TIMEOUT = "justfaas.com/event-timeout";
    public static final String RETRIES = "justfaas.com/event-retries";
    public static final String BACKOFF = "justfaas.com/event-backoff";
    public static final String MAX_AGE = "justfaas.com/event-max-age";
    public static final String CONCURRENCY = "justfaas.com/event-concurrency";
    public static final String PAUSED = "justfaas.com/event-paused";

    static final List<String> KNOWN =
            List.of(EVENT_TYPE, FILTER, TIMEOUT, RETRIES, BACKOFF, MAX_AGE, CONCURRENCY, PAUSED);

    private static final Duration DAY = Duration.ofDays(1);

    private final Map<String, String> annotations;
    private final List<AnnotationMistake> mistakes = new ArrayList<>();

    private EventAnnotations(Map<String, String> annotations) {
        this.annotations = annotations;
    }

    /** Reads all of them. */
    public static Subscription read(Map<String, String> annotations) {
        return new EventAnnotations(annotations).read();
    }

    private Subscription read() {
        DeliveryPolicy standard = DeliveryPolicy.DEFAULT;
        mistakes.addAll(UnknownAnnotations.ofEvents(annotations, KNOWN));
        TopicList list = TopicList.read(annotations.getOrDefault(EVENT_TYPE, ""));
        mistakes.addAll(list.mistakes());
        List<TopicPattern> topics = list.topics();
        EventFilter filter = filter(topics);
        DeliveryPolicy policy =
                new DeliveryPolicy(
                        duration(TIMEOUT, standard.timeout(), Duration.ofMillis(1), DAY),
                        number(RETRIES, standard.retries(), 0, 1000),
                        duration(
                                BACKOFF,
                                standard.backoff(),
                                Duration.ZERO,
                                DeliveryPolicy.MAX_BACKOFF),
                        duration(
                                MAX_AGE,
                                standard.maxAge(),
                                Duration.ofSeconds(1),
                                DAY.multipliedBy(365)),
                        number(CONCURRENCY, standard.concurrency(), 1, 10_000),
                        flag(PAUSED));
        return new Subscription(topics, filter, policy, mistakes);
    }

    private EventFilter filter(List<TopicPattern> topics) {
        String text = text(FILTER);
        if (text == null) {
            return EventFilter.NONE;
        }
        EventFilter filter = EventFilter.of(text);
        if (filter instanceof EventFilter.Unreadable unreadable) {
            return wrong(
                    FILTER,
                    text,
                    unreadable.mistake() + ". Until it is mended the function gets no events",
                    filter);
        }
        if (topics.isEmpty() && mistakes.isEmpty()) {
            return wrong(
                    FILTER,
                    text,
                    "has nothing to choose from: name event types in %s, or > for all"
                            .formatted(EVENT_TYPE),
                    filter);
        }
        return filter;
    }

    private Duration duration(String name, Duration standard, Duration least, Duration most) {
        String text = text(name);
        if (text == null) {
            return standard;
        }
        Optional<Duration> value = Durations.parse(text);
        if (value.isEmpty()) {
            return wrong(
                    name,
                    text,
                    "is not a duration; write it like 5s, 250ms or 1h30m (default %s)"
                            .formatted(Durations.format(standard)),
                    standard);
        }
        if (value.get().compareTo(least) < 0 || value.get().compareTo(most) > 0) {
            return wrong(
                    name,
                    text,
                    "is out of range; from %s to %s (default %s)"
                            .formatted(
                                    Durations.format(least),
                                    Durations.format(most),
                                    Durations.format(standard)),
                    standard);
        }
        return value.get();
    }

    private int number(String name, int standard, int least, int most) {
        String text = text(name);
        if (text == null) {
            return standard;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below, together with numbers out of range
        }
        return wrong(
                name,
                text,
                "is not a whole number from %d to %d (default %d)".formatted(least, most, standard),
                standard);
    }

    private boolean flag(String name) {
        String text = text(name);
        if (text == null || text.equals("false")) {
            return false;
        }
        return text.equals("true")
                || wrong(name, text, "is neither true nor false (default false)", false);
    }

    private @Nullable String text(String name) {
        String value = annotations.get(name);
        return value == null ? null : value.trim();
    }

    private <T> T wrong(String name, String value, String mistake, T standard) {
        mistakes.add(AnnotationMistake.brief(name, value, mistake));
        return standard;
    }
}
