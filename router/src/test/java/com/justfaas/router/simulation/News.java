package com.justfaas.router.simulation;

import com.justfaas.events.FunctionName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What one replica has heard of the functions so far, in the order in which it was said. */
final class News {

    private final Functions functions;
    private final Map<FunctionName, Known> known = new LinkedHashMap<>();
    private int heard;

    News(Functions functions) {
        this.functions = functions;
    }

    /** All changes up to and with this one. */
    void hear(int last, Consumer<Functions.Change> listener) {
        for (; heard <= last; heard++) {
            Functions.Change change = functions.changes().get(heard);
            change.known()
                    .ifPresentOrElse(
                            function -> known.put(change.name(), function),
                            () -> known.remove(change.name()));
            listener.accept(change);
        }
    }

    boolean isComplete() {
        return heard == functions.changes().size();
    }

    Optional<Known> find(FunctionName name) {
        return Optional.ofNullable(known.get(name));
    }

    Collection<Known> all() {
        return known.values();
    }

    @Override
    public String toString() {
        return heard + " changes";
    }
}
