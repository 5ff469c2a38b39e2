package com.justfaas.router.invocation;

import com.justfaas.events.Payload;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The beginning of a body, in one array that never takes more memory than it may. */
final class KeptBody {

    private static final int FIRST = 512;

    private final int most;
    private byte[] bytes = new byte[0];
    private int size;

    /**
     * @param most bytes; what follows is dropped
     */
    KeptBody(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    void append(ByteBuffer content) {
        int length = Math.min(content.remaining(), most - size);
        if (size + length > bytes.length) {
            long doubled = Math.max(FIRST, 2L * bytes.length);
            bytes =
                    Arrays.copyOf(
                            bytes, (int) Math.min(most, Math.max(doubled, (long) size + length)));
        }
        content.get(bytes, size, length);
        size += length;
    }

    Payload payload() {
        return Payload.of(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
    }
}
