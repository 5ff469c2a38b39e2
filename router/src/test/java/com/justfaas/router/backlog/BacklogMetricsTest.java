package com.justfaas.router.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BacklogMetricsTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final FunctionName MAILER = new FunctionName("shop", "mailer");
    private static final FunctionName BILLING = new FunctionName("shop", "billing");
    private static final String OF_MAILER = "{function=\"mailer\",namespace=\"shop\"}";
    private static final String OF_BILLING = "{function=\"billing\",namespace=\"shop\"}";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final BacklogMetrics metrics =
            new BacklogMetrics(registry, Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void showForWhomHowManyWaitAndHowLong() {
        metrics.show(
                Map.of(MAILER, Map.of(0, 3L, 5, 4L), BILLING, Map.of(1, 2L)),
                name -> name.equals(MAILER) ? Optional.of(NOON.minusSeconds(9)) : Optional.empty());

        assertThat(registry.scrape())
                .contains("faas_backlog_waiting" + OF_MAILER + " 7.0\n")
                .contains("faas_backlog_waiting" + OF_BILLING + " 2.0\n")
                .contains("faas_backlog_oldest_age_seconds" + OF_MAILER + " 9.0\n")
                .doesNotContain("faas_backlog_oldest_age_seconds" + OF_BILLING);
    }

    @Test
    void showNothingOfAFunctionForWhichNothingWaitsAnyMore() {
        metrics.show(Map.of(MAILER, Map.of(0, 3L)), name -> Optional.of(NOON));
        metrics.show(Map.of(BILLING, Map.of(0, 1L)), name -> Optional.empty());
        assertThat(registry.scrape())
                .doesNotContain("mailer")
                .contains("faas_backlog_waiting" + OF_BILLING + " 1.0\n");

        metrics.show(Map.of(), name -> Optional.empty());
        assertThat(registry.scrape()).doesNotContain("faas_backlog");

        metrics.show(Map.of(MAILER, Map.of(0, 5L)), name -> Optional.of(NOON.minusSeconds(1)));
        assertThat(registry.scrape())
                .contains("faas_backlog_waiting" + OF_MAILER + " 5.0\n")
                .contains("faas_backlog_oldest_age_seconds" + OF_MAILER + " 1.0\n");
    }

    /** Senders choose them. */
    @Test
    void showAllWebhookHostsTogether() {
        FunctionName one = new FunctionName("_callback", "one:443");
        FunctionName other = new FunctionName("_callback", "other:443");
        metrics.show(
                Map.of(one, Map.of(0, 3L), other, Map.of(1, 2L)),
                name -> Optional.of(NOON.minusSeconds(name.equals(one) ? 9 : 5)));

        String hosts = "{function=\"*\",namespace=\"_callback\"}";
        assertThat(registry.scrape())
                .contains("faas_backlog_waiting" + hosts + " 5.0\n")
                .contains("faas_backlog_oldest_age_seconds" + hosts + " 9.0\n")
                .doesNotContain("one:443", "other:443");
    }

    /** Found by a scrape that failed: "Duplicate labels for metric". */
    @Test
    void canBeScrapedAtAnyMoment() throws InterruptedException {
        metrics.show(Map.of(MAILER, Map.of(0, 1L)), name -> Optional.of(NOON));
        AtomicBoolean over = new AtomicBoolean();
        Thread census =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (long n = 1; !over.get(); n++) {
                                        metrics.show(
                                                Map.of(MAILER, Map.of(0, n)),
                                                name -> Optional.of(NOON));
                                    }
                                });
        try {
            for (int i = 0; i < 2000; i++) {
                assertThat(registry.scrape())
                        .containsOnlyOnce("faas_backlog_waiting" + OF_MAILER)
                        .containsOnlyOnce("faas_backlog_oldest_age_seconds" + OF_MAILER);
            }
        } finally {
            over.set(true);
            census.join();
        }
    }
}
