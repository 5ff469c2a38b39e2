package com.justfaas.router.functions;

import static com.justfaas.router.functions.Functions.function;
import static com.justfaas.router.functions.Functions.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.justfaas.events.topics.NearMiss.Kind;
import com.justfaas.router.functions.Audience.NearReceiver;
import com.justfaas.router.functions.Audience.Receiver;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AudienceTest {

    @Test
    void namesWhoGetsAnEventAndByWhichTopic() {
        Audience audience =
                Audience.ofType(
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
                        new Receiver("shop", "audit", "order.*", null, false),
                        new Receiver("shop", "mailer", "order.created", null, true));
        assertThat(audience.nearMisses()).isEmpty();
    }

    @Test
    void namesWhoNearlyGetsItTheNearestFirstAndEachOnce() {
        Audience audience =
                Audience.ofType(
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
    void aFilterDecidesForAnEventAndIsNamedForAType() {
        FunctionSnapshot functions =
                snapshot(
                        function(
                                "east",
                                Map.of(
                                        "event-type",
                                        "order.*",
                                        "event-filter",
                                        "subject = 'east'")),
                        function(
                                "west",
                                Map.of(
                                        "event-type",
                                        "order.*",
                                        "event-filter",
                                        "subject = 'west'")),
                        function(
                                "wrong",
                                Map.of("event-type", "order.*", "event-filter", "subject = ")));
        CloudEvent event =
                CloudEventBuilder.v1()
                        .withId("1")
                        .withSource(URI.create("/shop"))
                        .withType("order.created")
                        .withSubject("east")
                        .build();

        Audience ofEvent = Audience.of(functions, event, Audience.MOST_COMPARED);
        Audience ofType = Audience.ofType(functions, "order.created");

        assertThat(ofEvent.receivers())
                .containsExactly(
                        new Receiver("shop", "east", "order.*", "subject = 'east'", false));
        assertThat(ofEvent.nearMisses())
                .extracting(NearReceiver::name, NearReceiver::reason, NearReceiver::topic)
                .containsExactly(
                        tuple("west", Kind.Filter, "order.*"),
                        tuple("wrong", Kind.Filter, "order.*"));
        assertThat(ofEvent.nearMisses().getFirst().why()).isEqualTo("the filter is false");
        assertThat(ofType.receivers()).extracting(Receiver::name).containsExactly("east", "west");
        assertThat(ofType.nearMisses())
                .extracting(NearReceiver::name, NearReceiver::reason)
                .containsExactly(tuple("wrong", Kind.Filter));
        assertThat(ofType.nearMisses().getFirst().why())
                .isEqualTo(ofEvent.nearMisses().getLast().why());
    }

    /** Senders choose the types, and how many there are in a batch. */
    @Test
    void comparesAsManyTopicsAsItMayAndSaysWhenThereAreMore() {
        FunctionSnapshot functions =
                snapshot(
                        function("a", Map.of("event-type", "order.creatd, order.*x")),
                        function("b", Map.of("event-type", "order.creatd, invoice.paid")),
                        function("c", Map.of("event-type", "order.created")));
        CloudEvent event =
                CloudEventBuilder.v1()
                        .withId("1")
                        .withSource(URI.create("/shop"))
                        .withType("order.created")
                        .build();

        Audience all = Audience.of(functions, event, 4);
        Audience some = Audience.of(functions, event, 3);
        Audience none = Audience.of(functions, event, 0);

        assertThat(all.nearMisses()).hasSize(2);
        assertThat(all.nearMissesIncomplete()).isFalse();
        assertThat(some.nearMisses()).hasSize(1);
        assertThat(some.nearMissesIncomplete()).isTrue();
        assertThat(none.nearMisses()).isEmpty();
        assertThat(none.receivers()).extracting(Receiver::name).containsExactly("c");
    }

    @Test
    void whoGetsItIsNotNamedAmongThoseWhoNearlyDo() {
        Audience audience =
                Audience.ofType(
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

        Audience audience = Audience.ofType(snapshot(many), "order.created");

        assertThat(audience.receivers()).hasSize(1000);
        assertThat(audience.moreReceivers()).isEqualTo(200);
        assertThat(audience.nearMisses()).hasSize(10);
        assertThat(audience.moreNearMisses()).isEqualTo(290);
    }
}
