package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Failures;
import com.justfaas.events.codec.MalformedEventException;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.DeadLetterCounts.Group;
import com.justfaas.testkit.junit.NatsExtension;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.nats.client.impl.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadLettersReadIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");
    private static final FunctionName MAIL = new FunctionName("shop", "mail");
    private static final FunctionName MALFORMED = new FunctionName("shop", "malformed");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private FreshStreams streams;
    private DeadLetters letters;
    private int written;

    @BeforeEach
    void start() {
        streams = FreshStreams.on(NATS.server());
        letters = new DeadLetters(streams.link());
    }

    @AfterEach
    void stop() {
        streams.close();
    }

    private static DeliveryRecord record(FunctionName function, String data) {
        Instant died = Instant.parse("2026-11-24T08:00:00Z");
        return new DeliveryRecord(
                function,
                "uid",
                17,
                died,
                3,
                Optional.of(new Failures(died, died, 500, "it's 500", "größe")),
                StoredEvent.of(
                        CloudEventBuilder.v1()
                                .withId("e1")
                                .withSource(URI.create("/orders"))
                                .withType("order.created")
                                .withDataContentType("application/json")
                                .withData(data.getBytes(StandardCharsets.UTF_8))
                                .build()));
    }

    private long bury(FunctionName function, DeadLetterReason reason) {
        return letters.store(record(function, "{}"), reason, "t" + written++);
    }

    private static DeadLetterFilter filter(String namespace, String function, String reason) {
        return new DeadLetterFilter(
                Optional.of(namespace).filter(text -> !text.isEmpty()),
                Optional.of(function).filter(text -> !text.isEmpty()),
                Optional.of(reason).filter(text -> !text.isEmpty()).map(DeadLetterReason::valueOf));
    }

    private List<Long> scan(DeadLetterFilter filter) {
        List<Long> found = new ArrayList<>();
        DeadLetterScan scan = letters.scan(filter, 1);
        while (!scan.isOver()) {
            scan.next(3).forEach(letter -> found.add(letter.sequence()));
        }
        return found;
    }

    @Test
    void readsBackWhatWasBuried() {
        DeliveryRecord record = record(CHECKOUT, "{\"n\":1}");
        long sequence = letters.store(record, DeadLetterReason.Expired, "a");

        DeadLetter letter = letters.find(sequence).orElseThrow();

        assertThat(letter).isInstanceOf(DeadLetter.Delivery.class);
        assertThat(((DeadLetter.Delivery) letter).record()).isEqualTo(record);
        assertThat(letter.reason()).isEqualTo(DeadLetterReason.Expired);
        assertThat(letter.storedAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(letters.find(sequence + 1)).isEmpty();
    }

    @Test
    void readsAMessageThatIsNoEventAsItCame() {
        Headers headers = new Headers();
        headers.put("ce-id", "e1");
        headers.put("Other", List.of("a", "b"));
        streams.publish("com.justfaas.event.added.order", headers, "{\"half\":");
        try (EventConsumer consumer =
                new EventConsumer(
                        streams.link(),
                        () -> 10,
                        64 << 20,
                        () -> true,
                        event -> {
                            try {
                                event.read();
                            } catch (MalformedEventException e) {
                                letters.storeMalformed(event, String.valueOf(e.getMessage()));
                            }
                            event.ack();
                        })) {
            consumer.start();
            FreshStreams.soon().until(() -> letters.stored() == 1);
        }

        DeadLetter letter = letters.find(1).orElseThrow();

        assertThat(letter.reason()).isEqualTo(DeadLetterReason.Malformed);
        assertThat(letter.function()).isEmpty();
        assertThat(letter.data().utf8()).isEqualTo("{\"half\":");
        DeadLetter.Unreadable unreadable = (DeadLetter.Unreadable) letter;
        assertThat(unreadable.mistake()).contains("specversion");
        assertThat(unreadable.headers())
                .isEqualTo(Map.of("ce-id", List.of("e1"), "Other", List.of("a", "b")));
    }

    @Test
    void readsWhateverSomebodyPublishedThere() {
        Headers tired = new Headers();
        tired.put(Names.Headers.REASON, "Tired");
        streams.publish("com.justfaas.deadletter.shop.checkout", new Headers(), "x");
        streams.publish("com.justfaas.deadletter.shop.checkout", tired, "x");
        streams.publish("com.justfaas.deadletter.a.b.c.d", new Headers(), "x");
        streams.publish("com.justfaas.deadletter._.malformed", new Headers(), "");

        assertThat(letters.scan(DeadLetterFilter.ALL, 1).next(10))
                .extracting(letter -> ((DeadLetter.Unreadable) letter).mistake())
                .satisfiesExactly(
                        mistake -> assertThat(mistake).contains("Faas-Reason is missing"),
                        mistake -> assertThat(mistake).contains("\"Tired\""),
                        mistake -> assertThat(mistake).contains("names no function"),
                        mistake -> assertThat(mistake).contains("nobody wrote down"));
    }

    @Test
    void scansWhatAFilterMeansAcrossGaps() {
        for (int i = 0; i < 20; i++) {
            bury(CHECKOUT, DeadLetterReason.Rejected);
            bury(MAIL, i == 7 ? DeadLetterReason.Expired : DeadLetterReason.Rejected);
        }
        for (long sequence = 1; sequence <= 30; sequence += 3) {
            letters.remove(sequence);
        }

        assertThat(scan(DeadLetterFilter.ALL)).hasSize(30).isSorted();
        assertThat(scan(filter("shop", "mail", ""))).hasSize(15);
        assertThat(scan(filter("", "checkout", "Rejected"))).hasSize(15);
        assertThat(scan(filter("shop", "", "Expired"))).isEmpty();
        letters.removeAll(DeadLetterFilter.ALL, MINUTE);
        assertThat(scan(DeadLetterFilter.ALL)).isEmpty();
    }

    @Test
    void doesNotMeetWhatDiesDuringTheScan() {
        bury(CHECKOUT, DeadLetterReason.Rejected);
        DeadLetterScan scan = letters.scan(DeadLetterFilter.ALL, 1);
        bury(CHECKOUT, DeadLetterReason.Rejected);

        assertThat(scan.next(10)).hasSize(1);
        assertThat(scan.isOver()).isTrue();
        assertThat(scan.next(10)).isEmpty();
    }

    @Test
    void holdsNoMoreThanABatchOfLargeOnes() {
        String large = "\"" + "x".repeat(900_000) + "\"";
        for (int i = 0; i < 7; i++) {
            letters.store(record(CHECKOUT, large), DeadLetterReason.Rejected, "large" + i);
        }
        DeadLetterScan scan = letters.scan(DeadLetterFilter.ALL, 1);
        List<Integer> batches = new ArrayList<>();
        while (!scan.isOver()) {
            batches.add(scan.next(512).size());
        }

        assertThat(batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(7);
        assertThat(batches).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(5));
    }

    @Test
    void removesOnlyWhatIsMeant() {
        bury(MALFORMED, DeadLetterReason.Rejected);
        bury(CHECKOUT, DeadLetterReason.Rejected);
        bury(CHECKOUT, DeadLetterReason.Expired);
        streams.publish(Names.Subjects.malformedDeadLetter(), new Headers(), "raw");

        assertThat(letters.removeAll(filter("", "malformed", ""), MINUTE).removed()).isEqualTo(1);
        assertThat(letters.removeAll(filter("_", "", ""), MINUTE).removed()).isZero();
        assertThat(letters.removeAll(filter("", "", "Expired"), MINUTE).removed()).isEqualTo(1);
        assertThat(letters.removeAll(filter("shop", "", ""), MINUTE).removed()).isEqualTo(1);
        assertThat(letters.stored()).isEqualTo(1);
        assertThat(letters.removeAll(filter("", "", "Malformed"), MINUTE).removed()).isEqualTo(1);
        assertThat(letters.removeAll(DeadLetterFilter.ALL, MINUTE))
                .isEqualTo(new DeadLetterRemoval(0, true));
    }

    @Test
    void saysWhetherThereWasOneToRemove() {
        bury(CHECKOUT, DeadLetterReason.Rejected);
        bury(CHECKOUT, DeadLetterReason.Rejected);

        assertThat(letters.remove(1)).isTrue();
        assertThat(letters.remove(1)).isFalse();
        assertThat(letters.remove(2)).isTrue();
        assertThat(letters.remove(2)).isFalse();
        assertThat(letters.remove(77)).isFalse();
    }

    @Test
    void goesOnWithTheRemovalWhenTimeRanOut() {
        for (int i = 0; i < 600; i++) {
            bury(CHECKOUT, DeadLetterReason.Rejected);
        }

        assertThat(letters.removeAll(filter("", "", "Rejected"), Duration.ZERO))
                .isEqualTo(new DeadLetterRemoval(512, false));
        assertThat(letters.removeAll(filter("", "", "Rejected"), MINUTE))
                .isEqualTo(new DeadLetterRemoval(88, true));
    }

    @Test
    void countsByFunctionAndReasonAndKeepsUp() {
        DeadLetterCensus census = new DeadLetterCensus(letters);
        assertThat(census.count(DeadLetterFilter.ALL, MINUTE))
                .isEqualTo(new DeadLetterCounts(List.of(), true));
        bury(MAIL, DeadLetterReason.Expired);
        bury(CHECKOUT, DeadLetterReason.Rejected);
        bury(CHECKOUT, DeadLetterReason.Rejected);
        streams.publish(Names.Subjects.malformedDeadLetter(), new Headers(), "raw");

        Group rejected = new Group(Optional.of(CHECKOUT), DeadLetterReason.Rejected, 2);
        Group expired = new Group(Optional.of(MAIL), DeadLetterReason.Expired, 1);
        Group malformed = new Group(Optional.empty(), DeadLetterReason.Malformed, 1);
        assertThat(census.count(DeadLetterFilter.ALL, MINUTE).groups())
                .containsExactly(rejected, malformed, expired);
        assertThat(census.count(filter("shop", "", "Expired"), MINUTE).groups())
                .containsExactly(expired);

        letters.remove(1);
        assertThat(census.count(DeadLetterFilter.ALL, MINUTE).groups())
                .containsExactly(rejected, malformed);
        bury(MAIL, DeadLetterReason.Expired);
        assertThat(census.count(DeadLetterFilter.ALL, MINUTE).groups())
                .containsExactly(rejected, malformed, expired);
        letters.removeAll(DeadLetterFilter.ALL, MINUTE);
        assertThat(census.count(DeadLetterFilter.ALL, MINUTE).groups()).isEmpty();
    }

    @Test
    void countsOnWhereTimeRanOut() {
        for (int i = 0; i < 600; i++) {
            bury(CHECKOUT, DeadLetterReason.Rejected);
        }
        DeadLetterCensus census = new DeadLetterCensus(letters);

        DeadLetterCounts first = census.count(DeadLetterFilter.ALL, Duration.ZERO);
        bury(CHECKOUT, DeadLetterReason.Rejected);
        DeadLetterCounts second = census.count(DeadLetterFilter.ALL, Duration.ZERO);

        assertThat(first.complete()).isFalse();
        assertThat(first.groups().getFirst().count()).isEqualTo(512);
        assertThat(second.complete()).isTrue();
        assertThat(second.groups().getFirst().count()).isEqualTo(601);
    }

    @Test
    void restsAfterACountThatTookLong() {
        AtomicLong seconds = new AtomicLong();
        DeadLetterCensus census =
                new DeadLetterCensus(
                        letters, () -> Duration.ofSeconds(seconds.getAndIncrement()).toNanos());
        bury(CHECKOUT, DeadLetterReason.Rejected);
        bury(CHECKOUT, DeadLetterReason.Rejected);
        assertThat(census.count(DeadLetterFilter.ALL, MINUTE).complete()).isTrue();
        letters.remove(1);

        DeadLetterCounts stale = census.count(DeadLetterFilter.ALL, MINUTE);
        seconds.addAndGet(60);
        DeadLetterCounts fresh = census.count(DeadLetterFilter.ALL, MINUTE);

        assertThat(stale.complete()).isFalse();
        assertThat(stale.groups().getFirst().count()).isEqualTo(2);
        assertThat(fresh.complete()).isTrue();
        assertThat(fresh.groups().getFirst().count()).isEqualTo(1);
    }

    @Test
    void countsAnewWhenTheStreamWasMadeAnew() throws Exception {
        bury(CHECKOUT, DeadLetterReason.Rejected);
        DeadLetterCensus census = new DeadLetterCensus(letters);
        census.count(DeadLetterFilter.ALL, MINUTE);
        streams.management().deleteStream(Names.Streams.DEAD_LETTERS);
        new StreamSetup(FreshStreams.LIMITS).ensure(streams.link().connection());
        bury(MAIL, DeadLetterReason.Expired);

        assertThat(census.count(DeadLetterFilter.ALL, MINUTE).groups())
                .containsExactly(new Group(Optional.of(MAIL), DeadLetterReason.Expired, 1));
    }
}
