package com.justfaas.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.Payload;
import io.nats.client.impl.Headers;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryRecordsTest {

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");
    private static final Instant ACCEPTED = Instant.parse("2026-11-24T08:00:00.123456789Z");

    @Test
    void areReadBackBeforeAnyFailure() {
        DeliveryRecord first =
                DeliveryRecord.first(CHECKOUT, "", 42, ACCEPTED, Examples.order("1"));

        assertThat(readBack(first)).isEqualTo(first);
    }

    @Test
    void areReadBackWithTheirFailures() {
        Failures failures =
                new Failures(
                                ACCEPTED.plusSeconds(1),
                                ACCEPTED.plusSeconds(1),
                                0,
                                "connection refused",
                                "")
                        .and(
                                ACCEPTED.plusSeconds(9),
                                503,
                                "größe: 503\r\n",
                                "<p>\"nö\" 100%\u0000 😀");
        StoredEvent event = new StoredEvent(Examples.order("1").event(), "https://example.org");
        DeliveryRecord record =
                DeliveryRecord.first(CHECKOUT, "uid ü %41", 42, ACCEPTED, event)
                        .attempted()
                        .failed(failures);

        assertThat(record.attempts()).isEqualTo(2);
        assertThat(readBack(record)).isEqualTo(record);
        assertThat(readBack(record).failures()).contains(failures);
    }

    @Test
    void leaveTheEventItselfUntouched() {
        StoredEvent event = Examples.order("1");
        Headers headers =
                DeliveryRecords.headers(DeliveryRecord.first(CHECKOUT, "u", 1, ACCEPTED, event));

        assertThat(NatsEvents.read("any", headers, event.data(), 1)).isEqualTo(event);
    }

    @Test
    void areReadFromAnEventThatSomebodyPutThereByHand() {
        DeliveryRecord record =
                DeliveryRecords.read(
                        CHECKOUT,
                        "com.justfaas.backlog.shop.checkout.0",
                        NatsEvents.headers(Examples.order("1")),
                        Payload.utf8("{}"),
                        7);

        assertThat(record.functionUid()).isEmpty();
        assertThat(record.attempts()).isZero();
        assertThat(record.acceptedAt()).isEqualTo(Instant.EPOCH);
        assertThat(record.failures()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "Faas-Attempts, many, is not a number: many",
        "Faas-Event-Sequence, '', 'is not a number: '",
        "Faas-Accepted-At, today, is not a time: today",
        "Faas-First-Failure, today, is not a time: today",
        "Faas-Last-Failure, today, is not a time: today",
        "Faas-Last-Status, bad, is not a number: bad",
        "Faas-Last-Detail, 100%, has a percent sign",
        "ce-id, '', is empty"
    })
    void sayWhichHeaderIsWrong(String name, String value, String mistake) {
        DeliveryRecord good =
                DeliveryRecord.first(CHECKOUT, "u", 1, ACCEPTED, Examples.order("1"))
                        .failed(new Failures(ACCEPTED, ACCEPTED, 500, "x", "y"));
        Headers headers = DeliveryRecords.headers(good).put(name, value);

        assertThatThrownBy(() -> DeliveryRecords.read(CHECKOUT, "s", headers, Payload.EMPTY, 1))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith(name + " " + mistake);
    }

    @Test
    void addNoMoreThanIsReservedForThem() {
        StoredEvent event = Examples.order("1");
        Failures worst =
                new Failures(ACCEPTED, ACCEPTED, 500, "😀".repeat(5000), "ü\n".repeat(5000));
        DeliveryRecord record =
                DeliveryRecord.first(CHECKOUT, "u".repeat(36), Long.MAX_VALUE, ACCEPTED, event)
                        .failed(worst);
        Headers headers = DeliveryRecords.headers(record);
        headers.put(Names.Headers.DUE, ACCEPTED.toString());
        headers.put(Names.Headers.REASON, DeadLetterReason.AttemptsExhausted.name());

        assertThat(headers.serializedLength() - NatsEvents.headers(event).serializedLength())
                .isLessThan(8 * 1024);
    }

    private static DeliveryRecord readBack(DeliveryRecord record) {
        return DeliveryRecords.read(
                record.function(),
                "com.justfaas.backlog.shop.checkout.0",
                DeliveryRecords.headers(record),
                record.event().data(),
                7);
    }
}
