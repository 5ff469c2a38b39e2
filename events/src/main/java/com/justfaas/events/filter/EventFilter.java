package com.justfaas.events.filter;

import com.justfaas.events.filter.FilterVerdict.Cause;
import com.justfaas.events.filter.FilterVerdict.Passes;
import com.justfaas.events.filter.FilterVerdict.Refuses;
import io.cloudevents.CloudEvent;
import java.util.Optional;

/** Which events a function wants among those of its types. Read once, asked for each event. */
public sealed interface EventFilter {

    /** Of a function that has none: every event passes. */
    EventFilter NONE = new None();

    /**
     * Reads an expression; never throws.
     *
     * @param text CloudEvents SQL, such as {@code region = 'eu' AND subject LIKE 'order-%'}
     * @return an {@link Expression}, or {@link Unreadable} when something is wrong with it
     */
    static EventFilter of(String text) {
        try {
            return new Expression(text, FilterCompiler.compile(text));
        } catch (FilterMistakeException e) {
            return new Unreadable(text, e.getMessage());
        }
    }

    /** Whether an event passes, and why not. Reads the event's attributes only. */
    FilterVerdict verdict(CloudEvent event);

    /**
     * The same verdict, if it takes a moment only. Empty when it takes longer, which no thread
     * should do that others wait for; then {@link #verdict} has it.
     */
    Optional<FilterVerdict> quickVerdict(CloudEvent event);

    /** As the user wrote it; empty when there is none. */
    Optional<String> written();

    /** Lets everything pass. */
    record None() implements EventFilter {
        @Override
        public Optional<String> written() {
            return Optional.empty();
        }

        @Override
        public FilterVerdict verdict(CloudEvent event) {
            return new Passes();
        }

        @Override
        public Optional<FilterVerdict> quickVerdict(CloudEvent event) {
            return Optional.of(verdict(event));
        }
    }

    /**
     * A good expression.
     *
     * @param text as the user wrote it
     */
    record Expression(String text, CompiledFilter compiled) implements EventFilter {
        @Override
        public Optional<String> written() {
            return Optional.of(text);
        }

        @Override
        public FilterVerdict verdict(CloudEvent event) {
            return compiled.verdict(event);
        }

        @Override
        public Optional<FilterVerdict> quickVerdict(CloudEvent event) {
            return compiled.quickVerdict(event);
        }
    }

    /**
     * An expression that cannot be used. Nothing passes: what it was to keep out is not known, and
     * to let everything in may do what cannot be undone.
     *
     * @param text as the user wrote it
     * @param mistake what is wrong with it, and what would be right
     */
    record Unreadable(String text, String mistake) implements EventFilter {
        @Override
        public Optional<String> written() {
            return Optional.of(text);
        }

        @Override
        public FilterVerdict verdict(CloudEvent event) {
            return new Refuses(Cause.UNREADABLE, "the filter " + mistake);
        }

        @Override
        public Optional<FilterVerdict> quickVerdict(CloudEvent event) {
            return Optional.of(verdict(event));
        }
    }
}
