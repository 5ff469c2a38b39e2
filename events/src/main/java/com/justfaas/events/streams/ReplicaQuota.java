package com.justfaas.events.streams;

/**
 * How many events of the shared consumer a replica of the router may hold: all replicas together
 * stay below max_ack_pending, where none of them would get any more.
 */
public final class ReplicaQuota {

    /** More make a replica no faster, and take memory. */
    static final int MOST = 4000;

    private ReplicaQuota() {}

    /**
     * An equal part for each, and one more for a replica that died: what it held counts until the
     * ack wait is over, when the others have taken its part already.
     *
     * @param live how many replicas are live, this one among them
     */
    public static int of(int live) {
        return Math.min(MOST, StreamDefinitions.MAX_ACK_PENDING / (live + 1));
    }
}
