package com.justfaas.router.functions;

import com.justfaas.events.FunctionName;
import com.justfaas.events.topics.EventAnnotations;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Functions in namespace shop. */
final class Functions {

    private Functions() {}

    /** With annotations named without {@code justfaas.com/}. */
    static KnownFunction function(String name, Map<String, String> annotations) {
        Map<String, String> full = new HashMap<>();
        annotations.forEach((key, value) -> full.put("justfaas.com/" + key, value));
        return new KnownFunction(
                new FunctionName("shop", name), name, EventAnnotations.read(full), Instant.EPOCH);
    }

    static FunctionSnapshot snapshot(KnownFunction... functions) {
        return FunctionSnapshot.of(
                Arrays.stream(functions)
                        .collect(Collectors.toMap(KnownFunction::name, Function.identity())));
    }
}
