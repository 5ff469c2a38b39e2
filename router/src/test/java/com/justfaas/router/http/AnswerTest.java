package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void writesAProblemAsRfc9457HasIt() {
        Answer answer =
                Answer.of(
                        Problem.of(ProblemType.RESERVED_TYPE, "it is ours")
                                .with("errors", Map.of("X-Event-Type", List.of("no"))));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.body().utf8())
                .isEqualTo(
                        "{\"type\":\"urn:justfaas:problem:reserved-type\",\"title\":\"Reserved event type\",\"status\":403,\"detail\":\"it is ours\",\"errors\":{\"X-Event-Type\":[\"no\"]}}");
    }

    @Test
    void saysWhenToComeBackInWholeSeconds() {
        Problem problem = Problem.of(ProblemType.STREAM_FULL, "full");

        assertThat(problem.retryAfter(Duration.ofMillis(20)).headers())
                .containsExactly(Map.entry("Retry-After", "1"));
        assertThat(Answer.of(problem.retryAfter(Duration.ofSeconds(10)).closing()).headers())
                .containsOnly(Map.entry("Retry-After", "10"), Map.entry("Connection", "close"));
    }

    @Test
    void hasATypeForStatusesThatSayEverything() {
        assertThat(Answer.of(Problem.ofStatus(405, "GET /x")).body().utf8())
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Method Not Allowed\",\"status\":405,\"detail\":\"GET /x\"}");
    }
}
