package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Names;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.events.streams.StreamSetup;
import com.justfaas.router.http.LogCapture;
import com.justfaas.testkit.NatsServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngressOutageIT {

    private static final String TYPE = "X-Event-Type";
    private static final long MIB = 1024L * 1024;

    private final NatsServer nats = NatsServer.create();

    @AfterEach
    void close() {
        nats.close();
    }

    @Test
    void answers503FromTheStartUntilNatsIsThere() {
        try (LogCapture log = LogCapture.open();
                IngressFixture door =
                        IngressFixture.started(nats.url(), IngressSettings.onPort(0))) {
            HttpResponse<String> answer = door.post("1", TYPE, "a");

            assertUnavailable(answer);
            assertThat(answer.body()).contains(nats.url());

            // trying again and again is no news
            assertThat(log.lines()).hasSizeLessThan(5);
            nats.start();
            Awaitility.await().until(door.link::isConnected);
            // no stream yet: still nothing that may be promised
            assertUnavailable(door.post("1", TYPE, "a"));
            new StreamSetup(IngressFixture.SMALL).ensure(door.link.connection());
            assertThat(door.post("1", TYPE, "a").statusCode()).isEqualTo(202);
        }
    }

    @Test
    void answers503WhileNatsIsAwayAndRecoversByItself() throws Exception {
        nats.start();
        try (IngressFixture door =
                IngressFixture.ready(nats.url(), IngressSettings.onPort(0), IngressFixture.SMALL)) {
            assertThat(door.post("1", TYPE, "a", "X-Event-Id", "1").statusCode()).isEqualTo(202);

            nats.kill();
            Instant away = Instant.now();
            for (int i = 0; i < 10; i++) {
                assertUnavailable(door.post("1", TYPE, "a", "X-Event-Id", "lost" + i));
            }
            assertThat(Duration.between(away, Instant.now())).isLessThan(Duration.ofSeconds(5));

            nats.start();
            Awaitility.await()
                    .until(() -> door.post("1", TYPE, "a", "X-Event-Id", "2").statusCode() == 202);
            assertThat(door.count("a")).isEqualTo(2);
        }
    }

    /** To send it again when NATS is back would be in vain. */
    @Test
    void answers413ForWhatNeverFitsAlsoWhileNatsIsAway() {
        nats.start();
        try (IngressFixture door =
                IngressFixture.ready(nats.url(), IngressSettings.onPort(0), IngressFixture.SMALL)) {
            nats.kill();
            Awaitility.await().until(() -> !door.link.isConnected());
            String event =
                    "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"/\",\"type\":\"a\",\"data\":\"%s\"}";
            String large = event.formatted(2, "x".repeat(1024 * 1024));

            assertThat(door.post(new byte[1024 * 1024 - 8 * 1024], TYPE, "a").statusCode())
                    .isEqualTo(413);
            assertThat(
                            door.post(large, "Content-Type", "application/cloudevents+json")
                                    .statusCode())
                    .isEqualTo(413);
            HttpResponse<String> batch =
                    door.post(
                            "[%s,%s]".formatted(event.formatted(1, "x"), large),
                            "Content-Type",
                            "application/cloudevents-batch+json");
            assertThat(batch.statusCode()).isEqualTo(413);
            assertThat(batch.body()).contains("\"pointer\":\"/1\"");
        }
    }

    @Test
    void answers503WhenNatsHangs() {
        nats.start();
        try (IngressFixture door =
                IngressFixture.ready(nats.url(), IngressSettings.onPort(0), IngressFixture.SMALL)) {
            nats.pause();
            HttpResponse<String> answer = door.post("1", TYPE, "a");
            while (answer.statusCode() == 202) { // the signal may reach it a little later
                answer = door.post("1", TYPE, "a");
            }
            nats.resume();

            assertUnavailable(answer);
            assertThat(answer.body()).contains("may be stored");
        }
    }

    @Test
    void answers503WhileTheStreamIsFullAndTakesEventsWhenThereIsRoom() throws Exception {
        nats.start();
        StreamLimits tiny = new StreamLimits(MIB, MIB, MIB, MIB);
        try (IngressFixture door =
                IngressFixture.ready(nats.url(), IngressSettings.onPort(0), tiny)) {
            int accepted = 0;
            HttpResponse<String> answer = door.post(new byte[200_000], TYPE, "a");
            while (answer.statusCode() == 202) {
                accepted++;
                answer = door.post(new byte[200_000], TYPE, "a");
            }

            assertUnavailable(answer);
            assertThat(answer.body()).contains("urn:justfaas:problem:stream-full");
            assertThat(answer.headers().firstValue("Retry-After")).contains("10");
            assertThat(door.count("a")).isEqualTo(accepted).isPositive();

            door.link.connection().jetStreamManagement().purgeStream(Names.Streams.EVENTS);
            assertThat(door.post("1", TYPE, "a").statusCode()).isEqualTo(202);
        }
    }

    @Test
    void answers503AndNot404WhileTheListOfFunctionsIsIncomplete() {
        nats.start();
        try (IngressFixture door =
                IngressFixture.ready(nats.url(), IngressSettings.onPort(0), IngressFixture.SMALL)) {
            door.knowsNotAllFunctionsYet();

            assertUnavailable(
                    door.post("{\"Name\":\"nobody\"}", TYPE, "com.justfaas.function.invoked"));
            assertThat(
                            door.post(
                                            "{\"Name\":\"checkout\",\"Namespace\":\"shop\"}",
                                            TYPE,
                                            "com.justfaas.function.invoked")
                                    .statusCode())
                    .isEqualTo(202);
        }
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }
}
