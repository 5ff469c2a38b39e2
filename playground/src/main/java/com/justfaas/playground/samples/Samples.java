package com.justfaas.playground.samples;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The samples by name. A new one needs a class here, a line here and a manifest. */
public final class Samples {

    private final Map<String, Sample> byName =
            new TreeMap<>(
                    Map.of(
                            "answering", new Answering(),
                            "down", new Down(),
                            "echo", new Echo(),
                            "flaky", new Flaky(),
                            "hello", new Hello(),
                            "mailer", new Mailer(),
                            "picky", new Picky(),
                            "slow", new Slow()));

    public Optional<Sample> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }
}
