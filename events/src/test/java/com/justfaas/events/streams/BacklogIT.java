package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.Names.Subjects.BacklogSubject;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Examples;
import com.justfaas.events.codec.Failures;
import com.justfaas.testkit.NatsServer;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BacklogIT {

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");
    private static final FunctionName MAILER = new FunctionName("shop", "mai.ler ü");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final FreshStreams streams = FreshStreams.on(NATS.server());
    private final Backlog backlog = new Backlog(streams.link());

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void readsACopyAsItWasStored() {
        DeliveryRecord record =
                delivery(CHECKOUT, 42).failed(new Failures(NOON, NOON, 503, "größe", "{\"ü\"}"));
        long sequence = backlog.store(record, 3, NOON.plusSeconds(8), "42/checkout");

        assertThat(backlog.read(CHECKOUT, 3, 1, 10))
                .containsExactly(
                        new BacklogEntry(
                                sequence,
                                NOON.plusSeconds(8),
                                record.event().data().size(),
                                Optional.of(record)));
    }

    @Test
    void readsOneTierOfOneFunctionInOrderAndAsManyAsAreWanted() {
        for (int i = 0; i < 10; i++) {
            store(CHECKOUT, 0, i);
            store(CHECKOUT, 1, i);
            store(MAILER, 0, i);
        }
        List<BacklogEntry> all = backlog.read(MAILER, 0, 1, 100);

        assertThat(all)
                .hasSize(10)
                .isSortedAccordingTo((a, b) -> Long.compare(a.sequence(), b.sequence()));
        assertThat(backlog.read(MAILER, 0, 1, 3)).isEqualTo(all.subList(0, 3));
        assertThat(backlog.read(MAILER, 0, all.get(3).sequence(), 3)).isEqualTo(all.subList(3, 6));
        assertThat(backlog.read(MAILER, 0, all.get(9).sequence() + 1, 3)).isEmpty();
        assertThat(backlog.read(MAILER, 7, 1, 3)).isEmpty();
    }

    @Test
    void knowsHowManyWait() {
        assertThat(backlog.census().waiting()).isEmpty();
        store(CHECKOUT, 0, 1);
        store(CHECKOUT, 0, 2);
        store(CHECKOUT, 11, 3);
        store(MAILER, 2, 1);

        assertThat(backlog.census().waiting())
                .isEqualTo(Map.of(CHECKOUT, Map.of(0, 2L, 11, 1L), MAILER, Map.of(2, 1L)));
    }

    @Test
    void removesUpToASequenceInOneTierOnly() {
        store(CHECKOUT, 0, 1);
        long second = store(CHECKOUT, 0, 2);
        long third = store(CHECKOUT, 0, 3);
        store(CHECKOUT, 1, 4);
        store(MAILER, 0, 5);
        backlog.removeUpTo(new BacklogSubject(CHECKOUT, 0), second, made());

        assertThat(backlog.read(CHECKOUT, 0, 1, 10))
                .extracting(BacklogEntry::sequence)
                .containsExactly(third);
        assertThat(backlog.census().waiting())
                .isEqualTo(Map.of(CHECKOUT, Map.of(0, 1L, 1, 1L), MAILER, Map.of(0, 1L)));
    }

    @Test
    void removesOneAndMindsNoneThatIsGone() {
        long first = store(CHECKOUT, 0, 1);
        long second = store(CHECKOUT, 0, 2);
        long third = store(CHECKOUT, 0, 3);
        for (int i = 0; i < 2; i++) {
            backlog.remove(second, made());
        }
        for (int i = 0; i < 2; i++) {
            backlog.remove(first, made());
        }
        backlog.remove(third + 100, made());

        assertThat(backlog.census().waiting()).isEqualTo(Map.of(CHECKOUT, Map.of(0, 1L)));
    }

    @Test
    void removesManyAndMindsNoneThatIsGone() {
        long first = store(CHECKOUT, 0, 1);
        long second = store(MAILER, 1, 2);
        long third = store(CHECKOUT, 0, 3);
        backlog.removeEach(List.of(second, first, third + 100, first), made());
        backlog.removeEach(List.of(second), made());

        assertThat(backlog.census().waiting()).isEqualTo(Map.of(CHECKOUT, Map.of(0, 1L)));
        backlog.removeEach(List.of(), made());
    }

    @Test
    void readsPagesOfWhatLiesSideBySide() {
        store(CHECKOUT, 0, 1);
        long second = store(MAILER, 1, 2);
        long third = store(CHECKOUT, 3, 3);
        BacklogPage page = backlog.page(second, 10);

        int size = Examples.order("1").data().size();
        assertThat(page.copies())
                .containsExactly(
                        new CopyPlace(new BacklogSubject(MAILER, 1), second, size),
                        new CopyPlace(new BacklogSubject(CHECKOUT, 3), third, size));
        assertThat(page.next()).isEqualTo(third + 1);
        assertThat(backlog.page(second, 1).next()).isEqualTo(third);
        assertThat(backlog.page(page.next(), 10))
                .isEqualTo(new BacklogPage(List.of(), page.next()));
    }

    @Test
    void aPagePassesOverWhatIsNobodysCopy() {
        streams.publish("com.justfaas.backlog.odd", new Headers(), "{}");
        long sequence = store(CHECKOUT, 0, 1);

        assertThat(backlog.page(1, 1).copies()).isEmpty();
        assertThat(backlog.page(1, 1).next()).isEqualTo(sequence);
    }

    @Test
    void readsSomeByTheirSequence() {
        long first = store(CHECKOUT, 0, 1);
        long second = store(CHECKOUT, 0, 2);
        long theirs = store(MAILER, 0, 2);
        BacklogSubject there = new BacklogSubject(CHECKOUT, 0);

        assertThat(backlog.readEach(there, List.of(second, second + 7, theirs, first), 40))
                .extracting(found -> found.map(BacklogEntry::sequence))
                .containsExactly(
                        java.util.Optional.of(second),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.of(first));
    }

    @Test
    void storesACopyOnceUnderTheSameId() {
        long first = backlog.store(delivery(CHECKOUT, 1), 0, NOON, "same");

        assertThat(backlog.store(delivery(CHECKOUT, 1), 0, NOON, "same")).isEqualTo(first);
        assertThat(backlog.census().waiting()).isEqualTo(Map.of(CHECKOUT, Map.of(0, 1L)));
    }

    @Test
    void showsWhatIsNoDeliveryAsAnEntryWithoutRecord() {
        streams.publish(
                Names.Subjects.backlog(CHECKOUT, 0), new Headers().put("ce-id", "1"), "odd");
        streams.publish(
                Names.Subjects.backlog(CHECKOUT, 0), new Headers().put("Faas-Due", "soon"), "{}");
        List<BacklogEntry> entries = backlog.read(CHECKOUT, 0, 1, 10);

        assertThat(entries.getFirst().record()).isEmpty();
        assertThat(entries).extracting(BacklogEntry::due).containsOnly(Instant.EPOCH);
    }

    @Test
    void tellsReadersThatSomethingWasPutThere() {
        List<String> woken = new CopyOnWriteArrayList<>();
        streams.link()
                .connection()
                .createDispatcher(message -> woken.add(message.getSubject()))
                .subscribe(Names.Subjects.ALL_WAKES);
        store(MAILER, 2, 1);

        FreshStreams.soon().until(() -> woken.size() == 1);
        assertThat(Names.Subjects.parseWake(woken.getFirst()))
                .contains(new BacklogSubject(MAILER, 2));
    }

    @Test
    void refusesWhenItIsFull() {
        new StreamSetup(new StreamLimits(1 << 20, 1 << 20, 1 << 20, 1 << 20))
                .ensure(streams.link().connection());
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 20; i++) {
                                backlog.store(sized(i, 100_000), 0, NOON, "" + i);
                            }
                        })
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("faas-backlog refused")
                .hasMessageContaining("maximum bytes exceeded");
        assertThat(backlog.read(CHECKOUT, 0, 1, 100)).hasSizeBetween(8, 10);
    }

    @Test
    void saysWhenNatsIsAway() {
        try (NatsServer server = NatsServer.create()) {
            server.start();
            try (FreshStreams there = FreshStreams.on(server)) {
                Backlog away = new Backlog(there.link());
                Instant made = away.census().made();
                server.kill();
                FreshStreams.soon().until(() -> !there.link().isConnected());
                List<Runnable> calls =
                        List.of(
                                () -> away.store(delivery(CHECKOUT, 1), 0, NOON, "x"),
                                () -> away.read(CHECKOUT, 0, 1, 1),
                                () -> away.removeUpTo(new BacklogSubject(CHECKOUT, 0), 1, made),
                                () -> away.remove(1, made),
                                () -> away.removeEach(List.of(1L), made),
                                () -> away.page(1, 1),
                                () ->
                                        away.readEach(
                                                new BacklogSubject(CHECKOUT, 0), List.of(1L), 1),
                                away::census);

                assertThat(calls)
                        .allSatisfy(
                                call ->
                                        assertThatThrownBy(call::run)
                                                .isInstanceOf(StreamException.class)
                                                .hasMessageContaining("faas-backlog"));
            }
        }
    }

    @Test
    void removesNothingBySequencesOfAStreamThatIsNotThereAnyMore() throws Exception {
        long before = store(CHECKOUT, 0, 1);
        Instant made = made();
        streams.management().deleteStream(Names.Streams.BACKLOG);
        new StreamSetup(FreshStreams.LIMITS).ensure(streams.link().connection());
        assertThat(store(CHECKOUT, 0, 2)).isEqualTo(before);

        FreshStreams.soon().until(() -> backlog.streamMade().equals(Instant.EPOCH));
        removesNothingOf(made, before);
        assertThat(made()).isNotEqualTo(made);
        removesNothingOf(made, before);
        removesNothingOf(Instant.EPOCH, before);
        assertThat(backlog.read(CHECKOUT, 0, 1, 10)).hasSize(1);
    }

    private void removesNothingOf(Instant streamMade, long sequence) {
        List<Runnable> calls =
                List.of(
                        () ->
                                backlog.removeUpTo(
                                        new BacklogSubject(CHECKOUT, 0), sequence, streamMade),
                        () -> backlog.remove(sequence, streamMade),
                        () -> backlog.removeEach(List.of(sequence), streamMade));
        assertThat(calls)
                .allSatisfy(
                        call ->
                                assertThatThrownBy(call::run)
                                        .isInstanceOf(StreamException.class)
                                        .hasMessage("faas-backlog may have been made anew"));
    }

    @Test
    void isNotSureOfTheStreamUntilItWasAskedForAfterAReconnect() {
        try (NatsServer server = NatsServer.create()) {
            server.start();
            try (FreshStreams there = FreshStreams.on(server)) {
                Backlog away = new Backlog(there.link());
                Instant made = away.census().made();
                long epoch = there.link().epoch();
                server.kill();
                server.start();
                FreshStreams.soon().until(() -> there.link().epoch() > epoch);
                assertThat(away.streamMade()).isEqualTo(Instant.EPOCH);

                assertThat(away.census().made()).isEqualTo(made);
                assertThat(away.streamMade()).isEqualTo(made);
            }
        }
    }

    /** When the stream was made; by then all was heard of how this test has set it up. */
    private Instant made() {
        FreshStreams.soon().during(Duration.ofMillis(100)).until(this::isSure);
        return backlog.streamMade();
    }

    private boolean isSure() {
        boolean sure = !backlog.streamMade().equals(Instant.EPOCH);
        if (!sure) {
            var _ = backlog.census();
        }
        return sure;
    }

    private long store(FunctionName function, int tier, long event) {
        return backlog.store(
                delivery(function, event), tier, NOON, "%s/%d/%d".formatted(function, tier, event));
    }

    private static DeliveryRecord delivery(FunctionName function, long event) {
        return DeliveryRecord.first(function, "uid", event, NOON, Examples.order("" + event));
    }

    private static DeliveryRecord sized(int event, int bytes) {
        return DeliveryRecord.first(
                CHECKOUT,
                "uid",
                event,
                NOON,
                com.justfaas.events.codec.StoredEvent.of(
                        Examples.event("" + event, "/s", "t", "x".repeat(bytes))));
    }
}
