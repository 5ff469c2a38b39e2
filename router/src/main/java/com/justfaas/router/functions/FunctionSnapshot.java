package com.justfaas.router.functions;

import com.justfaas.events.FunctionName;
import com.justfaas.events.filter.EventFilter;
import com.justfaas.events.filter.FilterVerdict;
import com.justfaas.events.filter.FilterVerdict.Passes;
import com.justfaas.events.filter.FilterVerdict.Refuses;
import com.justfaas.events.topics.TopicMap;
import com.justfaas.events.topics.TopicPattern;
import com.justfaas.router.functions.Match.Filtered;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All functions as they were known at one moment. Immutable. */
public final class FunctionSnapshot {

    public static final FunctionSnapshot EMPTY = of(Map.of());

    private final Map<FunctionName, KnownFunction> functions;
    private final TopicMap<FunctionName> topics;
    private final boolean anyFilter;

    private FunctionSnapshot(
            Map<FunctionName, KnownFunction> functions, TopicMap<FunctionName> topics) {
        this.functions = functions;
        this.topics = topics;
        this.anyFilter =
                functions.values().stream()
                        .anyMatch(f -> !(f.subscription().filter() instanceof EventFilter.None));
    }

    public static FunctionSnapshot of(Map<FunctionName, KnownFunction> functions) {
        Map<FunctionName, KnownFunction> copy = Map.copyOf(functions);
        Map<FunctionName, List<TopicPattern>> wishes = HashMap.newHashMap(copy.size());
        copy.forEach((name, function) -> wishes.put(name, function.subscription().topics()));
        return new FunctionSnapshot(copy, TopicMap.of(wishes));
    }

    /**
     * Who gets this event. The one place that decides it: by type first, then by the filters of
     * those that have one.
     */
    public Match match(CloudEvent event) {
        return match(event, filter -> Optional.of(filter.verdict(event)));
    }

    /**
     * The same, but for filters that take more than a moment: their functions are undecided, and
     * {@link EventFilter#verdict} is to be asked where no other function waits for it.
     */
    public Match matchQuickly(CloudEvent event) {
        return match(event, filter -> filter.quickVerdict(event));
    }

    private Match match(
            CloudEvent event, Function<EventFilter, Optional<FilterVerdict>> verdictOf) {
        Collection<KnownFunction> byType = match(event.getType());
        return anyFilter ? filter(byType, verdictOf) : new Match(byType, List.of(), List.of());
    }

    private static Match filter(
            Collection<KnownFunction> byType,
            Function<EventFilter, Optional<FilterVerdict>> verdictOf) {
        List<KnownFunction> receivers = new ArrayList<>(byType.size());
        List<Filtered> filtered = new ArrayList<>(0);
        List<KnownFunction> undecided = new ArrayList<>(0);
        for (KnownFunction function : byType) {
            EventFilter filter = function.subscription().filter();
            if (filter instanceof EventFilter.None) {
                receivers.add(function);
                continue;
            }
            switch (verdictOf.apply(filter).orElse(null)) {
                case null -> undecided.add(function);
                case Passes _ -> receivers.add(function);
                case Refuses refuses -> filtered.add(new Filtered(function, refuses));
            }
        }
        return new Match(receivers, filtered, undecided);
    }

    /** Every function that asks for events of this type, each once, whatever its filter. */
    public Collection<KnownFunction> match(String type) {
        // the map names only functions that are there
        return topics.match(type).stream().map(functions::get).toList();
    }

    public Optional<KnownFunction> find(FunctionName name) {
        return Optional.ofNullable(functions.get(name));
    }

    public Collection<KnownFunction> functions() {
        return functions.values();
    }
}
