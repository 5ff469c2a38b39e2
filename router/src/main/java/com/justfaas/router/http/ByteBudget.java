package com.justfaas.router.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies may be in memory at once, over all requests. */
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

    /** A request's share, empty at first. */
    public Share share() {
        return new Share();
    }

    /** What one request holds, until it is closed. For one thread. */
    public final class Share implements AutoCloseable {

        private long held;

        private Share() {}

        /** Whether there would be room for a body of that size just now. */
        public boolean hasRoomFor(long bytes) {
            return ByteBudget.this.hasRoomFor(bytes);
        }

        /** Takes so much more; false, and nothing taken, when there is no room. */
        public boolean tryTake(long bytes) {
            if (used.addAndGet(bytes) > total) {
                used.addAndGet(-bytes);
                return false;
            }
            held += bytes;
            return true;
        }

        @Override
        public void close() {
            used.addAndGet(-held);
            held = 0;
        }
    }
}
