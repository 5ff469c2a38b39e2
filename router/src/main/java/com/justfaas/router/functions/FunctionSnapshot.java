package com.justfaas.router.functions;

import com.justfaas.events.FunctionName;
import com.justfaas.events.topics.TopicMap;
import com.justfaas.events.topics.TopicPattern;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All functions as they were known at one moment. Immutable. */
public final class FunctionSnapshot {

    public static final FunctionSnapshot EMPTY = of(Map.of());

    private final Map<FunctionName, KnownFunction> functions;
    private final TopicMap<FunctionName> topics;

    private FunctionSnapshot(
            Map<FunctionName, KnownFunction> functions, TopicMap<FunctionName> topics) {
        this.functions = functions;
        this.topics = topics;
    }

    public static FunctionSnapshot of(Map<FunctionName, KnownFunction> functions) {
        Map<FunctionName, KnownFunction> copy = Map.copyOf(functions);
        Map<FunctionName, List<TopicPattern>> wishes = HashMap.newHashMap(copy.size());
        copy.forEach((name, function) -> wishes.put(name, function.subscription().topics()));
        return new FunctionSnapshot(copy, TopicMap.of(wishes));
    }

    /** Every function that wants events of this type, each once. */
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
