package com.justfaas.operator.leadership;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** For one replica outside a cluster: it leads from the start. */
public final class SoleLeadership implements Leadership {

    @Override
    public Optional<Term> await(CompletableFuture<?> closing) {
        return Optional.of(new Term(() -> true, new CompletableFuture<>(), () -> {}));
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
