package com.justfaas.operator.leadership;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The way to become the one that writes. */
public interface Leadership extends AutoCloseable {

    /**
     * Waits until this replica leads.
     *
     * @param closing ends the wait
     * @return the term, which the caller closes, or empty when the wait was ended
     */
    Optional<Term> await(CompletableFuture<?> closing);

    /** Why it cannot be told who leads, or empty when it can. */
    Optional<String> problem();

    @Override
    void close();
}
