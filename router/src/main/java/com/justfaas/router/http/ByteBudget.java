package com.justfaas.router.http;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory requests may hold at once, all together. */
public final class ByteBudget {

    private final long total;
    private final AtomicLong used = new AtomicLong();

    public ByteBudget(long total) {
        this.total = total;
    }

    /** Bytes held just now. */
    public long used() {
        return used.get();
    }

    /** Whether that much would fit just now; promises nothing. */
    public boolean hasRoomFor(long bytes) {
        return used.get() + bytes <= total;
    }

    /**
     * A request's share, empty at first.
     *
     * @param weight bytes of memory that a byte of its body costs
     */
    public Share share(int weight) {
        return new Share(weight);
    }

    /** What one request holds, until it is closed. For one thread. */
    public final class Share implements AutoCloseable {

        private final int weight;
        private long held;

        private Share(int weight) {
            this.weight = weight;
        }

        /** Whether there would be room for a body of that size just now. */
        public boolean hasRoomFor(long bytes) {
            return ByteBudget.this.hasRoomFor(bytes * weight);
        }

        /** Takes what so many bytes cost; false, and nothing taken, when there is no room. */
        public boolean tryTake(long bytes) {
            long cost = bytes * weight;
            if (used.addAndGet(cost) > total) {
                used.addAndGet(-cost);
                return false;
            }
            held += cost;
            return true;
        }

        @Override
        public void close() {
            used.addAndGet(-held);
            held = 0;
        }
    }
}
