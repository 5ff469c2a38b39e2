package com.justfaas.router.delivery;

import java.time.Instant;

/**
 * What keeps a delivery safe: it may be let go of only when something else keeps it, or it is over.
 */
public sealed interface Hold {

    /** The event itself, which JetStream keeps until it is acknowledged. */
    record Event() implements Hold {}

    /**
     * A copy in the function's backlog.
     *
     * @param tier its delay class, see {@link Tiers}
     * @param sequence its place in the stream
     * @param streamMade when that stream was made, as far as that was certain: in one that was made
     *     anew, the sequence is another copy's
     */
    record Copy(int tier, long sequence, Instant streamMade) implements Hold {}
}
