package com.justfaas.playground.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

    @Test
    void namesCompareWithoutRegardToCase() {
        assertThat(Headers.of("X-Event-Type", "a").first("x-event-type")).contains("a");
        assertThat(Headers.of("X-Event-Type", "a").first("X-Event-Id")).isEmpty();
    }

    @Test
    void headersOfTheConnectionAreNotPassedOnHowEverTheyAreWritten() {
        Headers headers =
                new Headers(
                        Map.of(
                                "Host", List.of("a"),
                                "CONTENT-LENGTH", List.of("1"),
                                "transfer-encoding", List.of("chunked"),
                                "X-Mine", List.of("b", "c")));

        assertThat(headers.endToEnd()).isEqualTo(new Headers(Map.of("X-Mine", List.of("b", "c"))));
    }
}
