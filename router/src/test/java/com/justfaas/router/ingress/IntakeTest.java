package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.streams.PublishResult;
import com.justfaas.router.http.Answer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private final Deque<PublishResult> results = new ArrayDeque<>();
    private final List<String> offered = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MapperFixture mapper = new MapperFixture();
    private final Intake intake =
            new Intake(
                    (subject, event) -> {
                        offered.add(event.event().getId());
                        PublishResult next = results.poll();
                        return CompletableFuture.completedFuture(
                                next == null ? stored(false) : next);
                    },
                    new IngressMetrics(registry));

    @Test
    void answers202WithTheIdOnceItIsStored() {
        Answer answer = intake.take(one("7"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.headers()).containsEntry("X-Event-Id", "7");
        assertThat(answer.body().utf8())
                .isEqualTo("{\"id\":\"7\",\"source\":\"/apis/events\",\"type\":\"a\"}");
        assertThat(received("a")).isEqualTo(1);
    }

    @Test
    void saysThatAnEventWasThereAlready() {
        results.add(stored(true));

        Answer answer = intake.take(one("7"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().utf8()).contains("\"duplicate\":true");
        assertThat(registry.find("faas.events.received").counter()).isNull();
        assertThat(registry.counter("faas.events.duplicates").count()).isEqualTo(1);
    }

    @Test
    void encodesAnIdThatNoHeaderCanHold() {
        Answer answer =
                intake.take(
                        new Mapping.Single(
                                mapper.single(
                                        "",
                                        "ce-specversion",
                                        "1.0",
                                        "ce-id",
                                        "gr%C3%B6%C3%9Fe",
                                        "ce-source",
                                        "/",
                                        "ce-type",
                                        "a")));

        assertThat(answer.headers()).containsEntry("X-Event-Id", "gr%C3%B6%C3%9Fe");
        assertThat(answer.body().utf8()).contains("\"id\":\"größe\"");
    }

    @Test
    void mapsEveryFailureToItsStatus() {
        assertThat(failing(new PublishResult.Full("maximum bytes exceeded"))).isEqualTo(503);
        assertThat(failing(new PublishResult.Unavailable("gone"))).isEqualTo(503);
        assertThat(failing(new PublishResult.TooLarge(2, 1))).isEqualTo(413);
        assertThat(failing(new PublishResult.HeadersTooLarge(2, 1))).isEqualTo(431);
    }

    @Test
    void answersABatchWithOneReceiptEach() {
        results.add(stored(false));
        results.add(stored(true));

        Answer answer = intake.take(batch(2));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().utf8())
                .isEqualTo(
                        "[{\"id\":\"0\",\"source\":\"/apis/events\",\"type\":\"a\"},{\"id\":\"1\",\"source\":\"/apis/events\",\"type\":\"a\",\"duplicate\":true}]");
    }

    @Test
    void answersAnEmptyBatchWithAnEmptyArray() {
        Answer answer = intake.take(batch(0));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().utf8()).isEqualTo("[]");
    }

    @Test
    void answersABatchAsAWholeAndSaysThatItMayBeRepeated() {
        results.add(stored(false));
        results.add(new PublishResult.Full("maximum bytes exceeded"));

        Answer answer = intake.take(batch(3));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("Retry-After");
        assertThat(answer.body().utf8()).contains("\"pointer\":\"/1\"").contains("safe to send");
    }

    @Test
    void triesNoMoreOfABatchOnceSomethingFailed() {
        results.add(new PublishResult.Unavailable("gone"));

        intake.take(batch(1000));

        assertThat(offered).hasSizeLessThan(1000);
    }

    @Test
    void boundsTheNumberOfTypesThatItCounts() {
        for (int i = 0; i < IngressMetrics.MAX_TYPES + 5; i++) {
            intake.take(new Mapping.Single(mapper.single("", "X-Event-Type", "type-" + i)));
        }

        assertThat(received("type-0")).isEqualTo(1);
        assertThat(received("other")).isEqualTo(5);
        assertThat(registry.find("faas.events.received").counters())
                .hasSize(IngressMetrics.MAX_TYPES + 1);
    }

    private int failing(PublishResult failure) {
        results.add(failure);
        Answer answer = intake.take(one("1"));
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.headers().containsKey("Retry-After")).isEqualTo(answer.status() == 503);
        return answer.status();
    }

    private double received(String type) {
        return registry.get("faas.events.received").tag("type", type).counter().count();
    }

    private Mapping one(String id) {
        return new Mapping.Single(mapper.single("", "X-Event-Type", "a", "X-Event-Id", id));
    }

    private Mapping batch(int size) {
        return new Mapping.Batch(
                IntStream.range(0, size)
                        .mapToObj(
                                i ->
                                        mapper.single(
                                                "",
                                                "X-Event-Type",
                                                "a",
                                                "X-Event-Id",
                                                Integer.toString(i)))
                        .toList());
    }

    private static PublishResult stored(boolean duplicate) {
        return new PublishResult.Stored(1, duplicate);
    }
}
