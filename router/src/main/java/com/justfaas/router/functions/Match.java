package com.justfaas.router.functions;

import com.justfaas.events.filter.FilterVerdict.Refuses;
import java.util.Collection;
import java.util.List;

/**
 * Who gets an event, and who asked for its type and does not.
 *
 * @param receivers each once
 * @param filtered those whose filter the event does not pass
 * @param undecided those whose filter takes more than a moment for this event, and was not
 *     evaluated to its end
 */
public record Match(
        Collection<KnownFunction> receivers,
        List<Filtered> filtered,
        List<KnownFunction> undecided) {

    /** How many functions asked for the event's type. */
    public int size() {
        return receivers.size() + filtered.size() + undecided.size();
    }

    /** A function that asked for the event's type, and what its filter says of the event. */
    public record Filtered(KnownFunction function, Refuses verdict) {}
}
