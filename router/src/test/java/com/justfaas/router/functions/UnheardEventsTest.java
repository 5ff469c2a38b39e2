package com.justfaas.router.functions;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.functions.UnheardEvents.Unheard;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UnheardEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final UnheardEvents unheard =
            new UnheardEvents(registry, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void countsByTypeAndRemembersTheLast() {
        add("order.creatd", "1");
        add("invoice.paid", "2");
        add("order.creatd", "3");

        assertThat(counted("order.creatd")).isEqualTo(2);
        assertThat(unheard.list().since()).isEqualTo(NOW);
        assertThat(unheard.list().types())
                .containsExactly(
                        new Unheard("order.creatd", 2, NOW, NOW, "/shop", "3"),
                        new Unheard("invoice.paid", 1, NOW, NOW, "/shop", "2"));
    }

    @Test
    void aFloodOfTypesMakesNeitherEndlessLabelsNorEndlessMemory() {
        for (int i = 0; i < 10_000; i++) {
            add("type" + i, "1");
        }

        assertThat(registry.getMeters()).hasSize(UnheardEvents.MOST_TYPES + 1);
        assertThat(counted("other")).isEqualTo(10_000 - UnheardEvents.MOST_TYPES);
        assertThat(unheard.list().types()).hasSize(UnheardEvents.MOST_TYPES);
        assertThat(unheard.list().types().getFirst().type()).isEqualTo("type9999");
        assertThat(unheard.list().forgotten()).isEqualTo(10_000 - UnheardEvents.MOST_TYPES);
    }

    @Test
    void tellsOfATypeOnceAndOfNoMoreTypesThanItNames() {
        Logger logger = (Logger) LoggerFactory.getLogger(UnheardEvents.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        try {
            for (int i = 0; i < 3 * UnheardEvents.MOST_TYPES; i++) {
                add("order.creatd", "1");
                add("type" + i, "1");
            }
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }

        assertThat(log.list).hasSize(UnheardEvents.MOST_TYPES);
        assertThat(log.list.getFirst().getLevel()).isEqualTo(Level.INFO);
        assertThat(log.list)
                .filteredOn(
                        line ->
                                line.getKeyValuePairs().stream()
                                        .anyMatch(pair -> "order.creatd".equals(pair.value)))
                .hasSize(1);
    }

    private void add(String type, String id) {
        unheard.add(
                StoredEvent.of(
                        CloudEventBuilder.v1()
                                .withId(id)
                                .withSource(URI.create("/shop"))
                                .withType(type)
                                .build()));
    }

    private double counted(String type) {
        return registry.counter("faas.events.unmatched", "type", type).count();
    }
}
