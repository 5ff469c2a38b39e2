package com.justfaas.router.functions;

import static com.justfaas.router.functions.Functions.function;
import static com.justfaas.router.functions.Functions.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.justfaas.events.topics.NearMiss.Kind;
import com.justfaas.router.functions.Audience.NearReceiver;
import com.justfaas.router.functions.Audience.Receiver;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AudienceTest {

    @Test
    void namesWhoGetsAnEventAndByWhichTopic() {
        Audience audience =
                Audience.of(
                        snapshot(
                                function("audit", Map.of("event-type", "invoice.paid, order.*")),
                                function(
                                        "mailer",
                                        Map.of(
                                                "event-type",
                                                "order.created",
                                                "event-paused",
                                                "true")),
                                function("other", Map.of("event-type", "invoice.>"))),
                        "order.created");

        assertThat(audience.receivers())
                .containsExactly(
                        new Receiver("shop", "audit", "order.*", false),
                        new Receiver("shop", "mailer", "order.created", true));
        assertThat(audience.nearMisses()).isEmpty();
    }

    @Test
    void namesWhoNearlyGetsItTheNearestFirstAndEachOnce() {
        Audience audience =
                Audience.of(
                        snapshot(
                                function("a", Map.of("event-type", "order.cancelled")),
                                function("b", Map.of("event-type", "order")),
                                function(
                                        "c", Map.of("event-type", "order.cancelled, order.creatd")),
                                function("d", Map.of("event-type", "order.cre*")),
                                function("e", Map.of("event-type", "Order.created")),
                                function("f", Map.of("event-type", "invoice.paid"))),
                        "order.created");

        assertThat(audience.receivers()).isEmpty();
        assertThat(audience.nearMisses())
                .extracting(NearReceiver::name, NearReceiver::reason, NearReceiver::topic)
                .containsExactly(
                        tuple("e", Kind.Case, "Order.created"),
                        tuple("d", Kind.NotATopic, "order.cre*"),
                        tuple("c", Kind.Spelling, "order.creatd"),
                        tuple("b", Kind.Wildcard, "order"),
                        tuple("a", Kind.Sibling, "order.cancelled"));
    }

    @Test
    void whoGetsItIsNotNamedAmongThoseWhoNearlyDo() {
        Audience audience =
                Audience.of(
                        snapshot(
                                function("a", Map.of("event-type", "order.created, order.creatd"))),
                        "order.created");

        assertThat(audience.receivers()).hasSize(1);
        assertThat(audience.nearMisses()).isEmpty();
    }

    @Test
    void listsAreCutAndSayHowManyMoreThereAre() {
        KnownFunction[] many =
                IntStream.range(0, 1500)
                        .mapToObj(
                                i ->
                                        function(
                                                "f" + i,
                                                Map.of(
                                                        "event-type",
                                                        i < 1200
                                                                ? "order.created"
                                                                : "order.deleted")))
                        .toArray(KnownFunction[]::new);

        Audience audience = Audience.of(snapshot(many), "order.created");

        assertThat(audience.receivers()).hasSize(1000);
        assertThat(audience.moreReceivers()).isEqualTo(200);
        assertThat(audience.nearMisses()).hasSize(10);
        assertThat(audience.moreNearMisses()).isEqualTo(290);
    }
}
