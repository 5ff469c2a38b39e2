package com.justfaas.router.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.router.callback.CallbackTarget;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogListTest {

    private static final FunctionName MAILER = new FunctionName("shop", "mailer");

    private static FunctionName host(int number) {
        return new FunctionName(CallbackTarget.HOSTS, "host-%d:80".formatted(number));
    }

    @Test
    void namesEveryFunctionAndAFewHosts() {
        assertThat(BacklogList.of(Map.of(MAILER, Map.of(0, 3L, 5, 4L), host(1), Map.of(2, 1L))))
                .isEqualTo(Map.of(MAILER, 7L, host(1), 1L));
    }

    /** Issue 11, point 6: a sender names the hosts, and may name thousands. */
    @Test
    void namesTheHostsThatMostWaitsForAndSumsUpTheOthers() {
        Map<FunctionName, Map<Integer, Long>> waiting = new HashMap<>();
        for (int i = 1; i <= 5000; i++) {
            waiting.put(host(i), Map.of(0, (long) i));
        }
        waiting.put(MAILER, Map.of(0, 1L));

        var list = BacklogList.of(waiting);

        assertThat(list)
                .hasSize(BacklogList.MOST_HOSTS + 2)
                .containsEntry(MAILER, 1L)
                .containsEntry(host(5000), 5000L)
                .containsEntry(host(4901), 4901L)
                .containsEntry(CallbackTarget.ANY_HOST, 4900L * 4901 / 2);
    }
}
