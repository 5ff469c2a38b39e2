package com.justfaas.router.http;

/**
 * What the head of one connection's request holds of the memory for large heads, until that request
 * is completed. Small heads cost nothing: the number of connections bounds their memory, so that
 * large ones never keep them out.
 */
final class HeadMemory {

    private static final int SMALL = 8 * 1024;

    /** The text as the parser collects it, and as a string. */
    private static final int WEIGHT = 2;

    private final ByteBudget.Share share;
    private long charged;
    private boolean closed;

    HeadMemory(ByteBudget largeHeads) {
        this.share = largeHeads.share(WEIGHT);
    }

    /**
     * Takes what a head of that length costs more than when it was shorter.
     *
     * @return false when there is no room for it just now
     */
    synchronized boolean holds(long length) {
        long more = length - SMALL - charged;
        if (more <= 0) {
            return true;
        }
        if (closed || !share.tryTake(more)) {
            return false;
        }
        charged += more;
        return true;
    }

    synchronized void release() {
        share.close();
        charged = 0;
    }

    /** The connection is closed: from now on it holds nothing. */
    synchronized void close() {
        release();
        closed = true;
    }
}
