package com.justfaas.router.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.topics.EventAnnotations;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FunctionSnapshotTest {

    private final FunctionSnapshot snapshot =
            snapshot(
                    function("shop", "checkout", "order.created, order.paid"),
                    function("shop", "audit", "order.*, order.created"),
                    function("ops", "archive", ">"),
                    function("ops", "silent", ""));

    @Test
    void findsEveryFunctionThatWantsATypeOnce() {
        assertThat(snapshot.match("order.created"))
                .extracting(f -> f.name().name())
                .containsExactlyInAnyOrder("checkout", "audit", "archive");
        assertThat(snapshot.match("order.cancelled"))
                .extracting(f -> f.name().name())
                .containsExactlyInAnyOrder("audit", "archive");
    }

    @Test
    void knowsFunctionsByName() {
        assertThat(snapshot.find(new FunctionName("ops", "silent"))).isPresent();
        assertThat(snapshot.find(new FunctionName("ops", "checkout"))).isEmpty();
        assertThat(snapshot.functions()).hasSize(4);
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(FunctionSnapshot.EMPTY.match("a")).isEmpty();
        assertThat(FunctionSnapshot.EMPTY.match(event("a", "eu")))
                .isEqualTo(new Match(List.of(), List.of(), List.of()));
    }

    @Test
    void asksTheFiltersOfThoseWhoWantTheType() {
        FunctionSnapshot filtering =
                snapshot(
                        function("shop", "all", "order.*"),
                        function("shop", "eu", "order.created", "region = 'eu'"),
                        function("shop", "us", "order.created", "region = 'us'"),
                        function("shop", "other", "invoice.>", "region = 'us'"),
                        function("shop", "absent", ">", "tenant = 'a'"),
                        function("shop", "bad", ">", "tenant ="));

        Match match = filtering.match(event("order.created", "eu"));

        assertThat(match.receivers())
                .extracting(f -> f.name().name())
                .containsExactlyInAnyOrder("all", "eu");
        assertThat(match.filtered())
                .extracting(f -> f.function().name().name() + " " + f.verdict().cause())
                .containsExactlyInAnyOrder("us FALSE", "absent ERROR", "bad UNREADABLE");
        assertThat(match.filtered())
                .extracting(f -> f.verdict().why())
                .contains("the filter is false", "the event has no attribute tenant");
    }

    /** So matching by type is what it was, for those who have no filter. */
    @Test
    void readsNothingButTheTypeForFunctionsWithoutAFilter() {
        AttributeReads reads = new AttributeReads();
        FunctionSnapshot some =
                snapshot(
                        function("shop", "all", "order.*"),
                        function("shop", "exact", "order.created"),
                        function("shop", "elsewhere", "invoice.>", "region = 'us'"));

        assertThat(some.match(reads.of(event("order.created", "eu"))).receivers()).hasSize(2);
        assertThat(snapshot.match(reads.of(event("order.created", "eu"))).receivers()).hasSize(3);
        assertThat(reads.count()).isZero();

        assertThat(some.match(reads.of(event("invoice.paid", "us"))).receivers()).hasSize(1);
        assertThat(reads.count()).isEqualTo(1);
    }

    private static CloudEvent event(String type, String region) {
        return CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/shop"))
                .withType(type)
                .withExtension("region", region)
                .build();
    }

    private static FunctionSnapshot snapshot(KnownFunction... functions) {
        return FunctionSnapshot.of(
                Stream.of(functions).collect(Collectors.toMap(KnownFunction::name, f -> f)));
    }

    private static KnownFunction function(
            String namespace, String name, String topics, String filter) {
        return new KnownFunction(
                new FunctionName(namespace, name),
                "uid-" + name,
                EventAnnotations.read(
                        Map.of(
                                EventAnnotations.EVENT_TYPE,
                                topics,
                                EventAnnotations.FILTER,
                                filter)),
                Instant.EPOCH);
    }

    private static KnownFunction function(String namespace, String name, String topics) {
        return new KnownFunction(
                new FunctionName(namespace, name),
                "uid-" + name,
                EventAnnotations.read(Map.of(EventAnnotations.EVENT_TYPE, topics)),
                Instant.EPOCH);
    }
}
