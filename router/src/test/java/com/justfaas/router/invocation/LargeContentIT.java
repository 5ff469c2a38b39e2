package com.justfaas.router.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeContentIT {

    private final RecordingFunction function = RecordingFunction.started();
    private final Invoker invoker =
            new Invoker(Clock.systemUTC(), new ResponseBudget(1 << 20), () -> 1 << 20);

    @BeforeEach
    void start() throws IOException {
        invoker.start();
    }

    @AfterEach
    void stop() {
        invoker.close();
        function.close();
    }

    private void send(Payload body) throws Exception {
        Invocation invocation =
                new Invocation(
                        new FunctionName("shop", "checkout"),
                        "POST",
                        function.uri(),
                        List.of(),
                        body,
                        Duration.ofSeconds(10));
        assertThat(invoker.invoke(invocation, false, Kept.BODY).get(20, TimeUnit.SECONDS))
                .isInstanceOf(InvocationOutcome.Succeeded.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8191, 8192, 16_384, 16_385, 1_000_000})
    void arrivesAsItIs(int bytes) throws Exception {
        byte[] body = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            body[i] = (byte) (i % 251);
        }
        send(Payload.of(body));

        ReceivedRequest request = function.requests().getFirst();
        assertThat(request.body()).isEqualTo(body);
        assertThat(request.header("Content-Length")).contains("" + bytes);
        assertThat(request.header("Transfer-Encoding")).isEmpty();
        assertThat(request.header("Content-Type")).isEmpty();
    }

    @Test
    void isNotKeptByAConnectionThatIsIdle() throws Exception {
        WeakReference<byte[]> sent = sendOnce();

        await().atMost(Duration.ofSeconds(3)) // sooner than the connection is closed
                .until(
                        () -> {
                            System.gc();
                            return sent.get() == null;
                        });
    }

    private WeakReference<byte[]> sendOnce() throws Exception {
        byte[] body = new byte[500_000];
        send(Payload.of(body));
        return new WeakReference<>(body);
    }
}
