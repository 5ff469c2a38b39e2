package com.justfaas.events.streams;

import static com.justfaas.events.codec.Examples.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.codec.ManagementEvent.Kind;
import com.justfaas.testkit.NatsServer;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.impl.Headers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FunctionRecordsIT {

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");
    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final FreshStreams streams = FreshStreams.on(NATS.server());
    private final FunctionRecords records = new FunctionRecords(streams.link(), NOON);

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void knowNothingOfAFunctionThatNobodySpokeOf() {
        assertThat(records.last(CHECKOUT)).isEmpty();
        assertThat(records.lastSequence(CHECKOUT)).isZero();
        assertThat(records.all()).isEmpty();
    }

    @Test
    void rememberWhatWasSaidLastWhateverItsKind() {
        long added = records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        long modified = records.publish(said(Kind.MODIFIED, "checkout", "2"), added);
        long deleted = records.publish(said(Kind.DELETED, "checkout", "3"), modified);
        FunctionRecord last = records.last(CHECKOUT).orElseThrow();

        assertThat(last.sequence()).isEqualTo(deleted).isEqualTo(records.lastSequence(CHECKOUT));
        assertThat(last.event().kind()).isEqualTo(Kind.DELETED);
        assertThat(last.event().resource().resourceVersion()).isEqualTo("3");
        assertThat(last.time()).isCloseTo(Instant.now(), within(10, ChronoUnit.SECONDS));
    }

    @Test
    void refuseAWriteThatWasDecidedOnAnOlderRecord() {
        long added = records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        long modified = records.publish(said(Kind.MODIFIED, "checkout", "2"), added);
        ManagementEvent late = said(Kind.DELETED, "checkout", "9");

        for (long stale : new long[] {0, added, modified + 1}) {
            assertThatThrownBy(() -> records.publish(late, stale))
                    .isInstanceOf(StaleWriteException.class)
                    .hasMessageContaining("somebody else wrote of shop/checkout meanwhile");
        }
        assertThat(records.last(CHECKOUT).orElseThrow().sequence()).isEqualTo(modified);
        records.publish(late, modified);
    }

    @Test
    void keepFunctionsApart() {
        records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        records.publish(said(Kind.ADDED, "checkout2", "1"), 0);
        records.publish(said(Kind.ADDED, "mailer", "1"), 0);

        assertThat(records.all())
                .extracting(record -> record.event().function().name())
                .containsExactlyInAnyOrder("checkout", "checkout2", "mailer");
    }

    @Test
    void listTheLastOfEveryFunctionTombstonesIncluded() {
        long added = records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        records.publish(said(Kind.DELETED, "checkout", "2"), added);
        long mailer = records.publish(said(Kind.ADDED, "mailer", "1"), 0);
        records.publish(said(Kind.MODIFIED, "mailer", "2"), mailer);
        streams.publish("com.justfaas.function.added.shop.odd", new Headers(), "not json");

        assertThat(records.all())
                .extracting(r -> r.event().function().name() + " " + r.event().kind())
                .containsExactlyInAnyOrder("checkout DELETED", "mailer MODIFIED");
    }

    @Test
    void forgetAnOldTombstoneButNothingNewer() {
        long added = records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        long deleted = records.publish(said(Kind.DELETED, "checkout", "2"), added);
        long other = records.publish(said(Kind.ADDED, "mailer", "1"), 0);
        records.forget(CHECKOUT, deleted);

        assertThat(records.lastSequence(CHECKOUT)).isZero();
        assertThat(records.all()).extracting(FunctionRecord::sequence).containsExactly(other);

        long again = records.publish(said(Kind.ADDED, "checkout", "3"), 0);
        records.forget(CHECKOUT, deleted);
        assertThat(records.lastSequence(CHECKOUT)).isEqualTo(again);
        records.forget(new FunctionName("shop", "unknown"), again);
    }

    @Test
    void replaceTheRecordOfTheSameSubject() {
        long last = records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        for (int version = 2; version < 50; version++) {
            last = records.publish(said(Kind.MODIFIED, "checkout", "" + version), last);
        }

        assertThat(streams.state("faas-functions").getMsgCount()).isEqualTo(2);
        assertThat(records.all()).hasSize(1);
    }

    @Test
    void reportWhatIsNoRecordAsASequenceOnly() {
        long odd =
                streams.publish(
                        "com.justfaas.function.added.shop.checkout", new Headers(), "not json");

        assertThat(records.last(CHECKOUT)).isEmpty();
        assertThat(records.lastSequence(CHECKOUT)).isEqualTo(odd);
        assertThatThrownBy(() -> records.publish(said(Kind.ADDED, "checkout", "1"), 0))
                .isInstanceOf(StaleWriteException.class);
        records.publish(said(Kind.ADDED, "checkout", "1"), odd);
        assertThat(records.last(CHECKOUT)).isPresent();
    }

    @Test
    void sayWhenTheStreamIsMissing() throws Exception {
        streams.management().deleteStream("faas-functions");

        everyCall()
                .forEach(
                        call ->
                                assertThatThrownBy(() -> call.accept(records))
                                        .isInstanceOf(StreamException.class)
                                        .hasMessageContaining("faas-functions"));
    }

    @Test
    void sayWhenNatsIsAway() {
        try (NatsServer server = NatsServer.create()) {
            server.start();
            try (FreshStreams there = FreshStreams.on(server)) {
                FunctionRecords away = new FunctionRecords(there.link(), NOON);
                server.kill();
                FreshStreams.soon().until(() -> !there.link().isConnected());

                everyCall()
                        .forEach(
                                call ->
                                        assertThatThrownBy(() -> call.accept(away))
                                                .isInstanceOf(StreamException.class)
                                                .hasMessageContaining("faas-functions"));
            }
        }
    }

    private static List<Consumer<FunctionRecords>> everyCall() {
        return List.of(
                records -> records.last(CHECKOUT),
                records -> records.lastSequence(CHECKOUT),
                records -> records.publish(said(Kind.ADDED, "checkout", "1"), 0),
                FunctionRecords::all,
                records -> records.forget(CHECKOUT, 1));
    }
}
