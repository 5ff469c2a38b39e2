package com.justfaas.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.ManagementEvent.Kind;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManagementEventTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @Test
    void isACloudEvent() {
        CloudEvent event = Examples.said(Kind.ADDED, "checkout", "7").toCloudEvent(NOW);

        assertThat(event.getId()).isEqualTo("uid-of-checkout/7/added");
        assertThat(event.getSource())
                .hasToString("/apis/justfaas.com/v1alpha1/namespaces/shop/functions/checkout");
        assertThat(event.getType()).isEqualTo("com.justfaas.function.added");
        assertThat(event.getTime()).isEqualTo("2026-11-24T08:00:00Z");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @EnumSource
    void isReadFromAMessage(Kind kind) {
        ManagementEvent said = Examples.said(kind, "checkout", "7");
        StoredEvent stored = StoredEvent.of(said.toCloudEvent(NOW));
        StoredEvent read = NatsEvents.read("any", NatsEvents.headers(stored), stored.data(), 1);
        ManagementEvent event = ManagementEvent.of(read.event());

        assertThat(event.kind()).isEqualTo(kind);
        assertThat(event.function()).isEqualTo(new FunctionName("shop", "checkout"));
        assertThat(event.resource().digest()).isEqualTo(said.resource().digest());
        assertThat(event.resource().resourceVersion()).isEqualTo("7");
    }

    @Test
    void isNoOtherEvent() {
        assertThatThrownBy(() -> ManagementEvent.of(Examples.order("1").event()))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("ce-type is \"order.created\", which is no management event");
    }

    @Test
    void hasAFunctionAsData() {
        CloudEvent good = Examples.said(Kind.ADDED, "checkout", "7").toCloudEvent(NOW);
        CloudEvent noJson = CloudEventBuilder.v1(good).withData(Payload.utf8("x").bytes()).build();

        assertThatThrownBy(() -> ManagementEvent.of(noJson))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("is not JSON");
        assertThatThrownBy(
                        () -> ManagementEvent.of(CloudEventBuilder.v1(good).withoutData().build()))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("is empty");
    }
}
