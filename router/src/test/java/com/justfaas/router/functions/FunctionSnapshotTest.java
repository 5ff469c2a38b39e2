package com.justfaas.router.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.topics.EventAnnotations;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FunctionSnapshotTest {

    private final FunctionSnapshot snapshot =
            FunctionSnapshot.of(
                    Stream.of(
                                    function("shop", "checkout", "order.created, order.paid"),
                                    function("shop", "audit", "order.*, order.created"),
                                    function("ops", "archive", ">"),
                                    function("ops", "silent", ""))
                            .collect(Collectors.toMap(KnownFunction::name, f -> f)));

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
    }

    private static KnownFunction function(String namespace, String name, String topics) {
        return new KnownFunction(
                new FunctionName(namespace, name),
                "uid-" + name,
                EventAnnotations.read(Map.of(EventAnnotations.EVENT_TYPE, topics)),
                Instant.EPOCH);
    }
}
