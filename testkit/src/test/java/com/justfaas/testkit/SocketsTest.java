package com.justfaas.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SocketsTest {

    /** Without the attempts, 3 of 1,000 fail: a build ended on it. */
    @Test
    void listensAgainWhileOtherProcessesStart() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread starts = Thread.ofPlatform().start(() -> startUntil(enough));
        try {
            assertThatCode(() -> listenAgainAndAgain(FreePorts.pick())).doesNotThrowAnyException();
        } finally {
            enough.set(true);
            starts.join();
        }
    }

    private static void listenAgainAndAgain(int port) throws IOException {
        for (int i = 0; i < 3_000; i++) {
            Sockets.close(Sockets.listen(port));
        }
    }

    private static void startUntil(AtomicBoolean enough) {
        try {
            while (!enough.get()) {
                new ProcessBuilder("true").start().waitFor();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
