package com.justfaas.router.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.streams.BacklogEntry;
import com.justfaas.router.deadletter.ApiClient.Reply;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedriveIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private Graveyard yard;
    private FunctionName checkout;

    @BeforeEach
    void dig() {
        yard = new Graveyard(NATS.url());
        checkout = yard.function("checkout", "uid of now");
    }

    @AfterEach
    void leave() {
        yard.close();
    }

    private Reply redrive(String body) {
        return yard.api.post("/api/dead-letters/redrive", body);
    }

    @Test
    void givesOneAFreshBudgetAndKeepsTheEvent() {
        long id = yard.bury(checkout, DeadLetterReason.AttemptsExhausted, "e1");
        Instant before = Instant.now();

        Reply reply = yard.api.post("/api/dead-letters/" + id + "/redrive", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("redriven").asInt()).isEqualTo(1);
        assertThat(reply.json().path("skipped")).isEmpty();
        BacklogEntry entry = yard.waiting(checkout).getFirst();
        DeliveryRecord record = entry.record().orElseThrow();
        assertThat(record.attempts()).isZero();
        assertThat(record.failures()).isEmpty();
        assertThat(record.functionUid()).isEqualTo("uid of now");
        assertThat(record.eventSequence()).isEqualTo(17);
        assertThat(record.acceptedAt()).isBetween(before, Instant.now());
        assertThat(entry.due()).isEqualTo(record.acceptedAt());
        assertThat(record.event().event().getId()).isEqualTo("e1");
        assertThat(record.event().data().utf8()).isEqualTo("{\"id\":\"e1\"}");
        assertThat(yard.letters.stored()).isZero();
        assertThat(yard.registry.scrape())
                .contains(
                        "faas_deadletters_redriven_total{function=\"checkout\",namespace=\"shop\"} 1.0");
    }

    @Test
    void redrivesListedOnesOnceEach() {
        yard.bury(checkout, DeadLetterReason.Rejected, 5);

        JsonNode done = redrive("{\"ids\":[\"2\",4,\"2\",\"99\"]}").json();

        assertThat(done.path("redriven").asInt()).isEqualTo(2);
        assertThat(done.path("skipped").toString())
                .isEqualTo("[{\"id\":\"99\",\"why\":\"there is no such dead letter\"}]");
        assertThat(yard.waitingIds(checkout)).containsExactly("e1", "e3");
        assertThat(yard.letters.stored()).isEqualTo(3);
    }

    @Test
    void redrivesAGroupAndNothingElse() {
        FunctionName mail = yard.function("mail", "uid");
        yard.bury(checkout, DeadLetterReason.Rejected, 30);
        yard.bury(checkout, DeadLetterReason.Expired, "late");
        yard.bury(mail, DeadLetterReason.Rejected, 4);

        JsonNode done =
                redrive(
                                "{\"namespace\":\"shop\",\"function\":\"checkout\",\"reason\":\"Rejected\",\"ratePerSecond\":10000}")
                        .json();

        assertThat(done.path("state").asText()).isEqualTo("done");
        assertThat(done.path("redriven").asInt()).isEqualTo(30);
        assertThat(yard.waiting(checkout)).hasSize(30);
        assertThat(yard.waiting(mail)).isEmpty();
        assertThat(yard.letters.stored()).isEqualTo(5);
    }

    @Test
    void redrivesAThousandInOrder() {
        yard.bury(checkout, DeadLetterReason.Rejected, 1000);

        JsonNode begun = redrive("{\"all\":true,\"ratePerSecond\":10000}").json();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> job(begun).path("state").asText().equals("done"));
        assertThat(job(begun).path("redriven").asInt()).isEqualTo(1000);
        assertThat(yard.waitingIds(checkout))
                .hasSize(1000)
                .doesNotHaveDuplicates()
                .startsWith("e0", "e1", "e2")
                .endsWith("e998", "e999");
        assertThat(yard.letters.stored()).isZero();
    }

    private JsonNode job(JsonNode begun) {
        return yard.api.get("/api/dead-letters/redrive/" + begun.path("job").asText()).json();
    }

    @Test
    void keepsTheRate() {
        yard.bury(checkout, DeadLetterReason.Rejected, 30);
        long began = System.nanoTime();

        assertThat(redrive("{\"all\":true,\"ratePerSecond\":20}").status()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofMillis(1400));
        assertThat(yard.waiting(checkout)).hasSize(30);
    }

    @Test
    void tellsOfALongRedriveAndLetsNoOtherGroupOvertakeIt() {
        yard.bury(checkout, DeadLetterReason.Rejected, 20);

        Reply begun = redrive("{\"all\":true,\"ratePerSecond\":1}");

        assertThat(begun.status()).isEqualTo(202);
        String job = begun.json().path("job").asText();
        assertThat(begun.response().headers().firstValue("Location"))
                .contains("/api/dead-letters/redrive/" + job);
        assertThat(begun.json().path("state").asText()).isEqualTo("running");
        assertThat(begun.json().path("redriven").asInt()).isBetween(4, 7);

        Reply second = redrive("{\"reason\":\"Rejected\"}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().path("job").asText()).isEqualTo(job);
        assertThat(yard.api.post("/api/dead-letters/20/redrive", "").status()).isEqualTo(200);

        JsonNode stopped = yard.api.delete("/api/dead-letters/redrive/" + job).json();
        assertThat(stopped.path("state").asText()).isEqualTo("stopped");
        assertThat(stopped.path("redriven").asInt()).isLessThan(19);
        assertThat(yard.letters.stored() + yard.waiting(checkout).size()).isEqualTo(20);
        assertThat(yard.waitingIds(checkout)).doesNotHaveDuplicates().contains("e19");
        assertThat(yard.api.get("/api/dead-letters/redrive").json().path("jobs")).hasSize(2);
        assertThat(redrive("{\"all\":true,\"ratePerSecond\":1000}").status()).isEqualTo(200);
        assertThat(yard.letters.stored()).isZero();
    }

    @Test
    void skipsWhatNobodyIsThereFor() {
        FunctionName gone = new FunctionName("shop", "gone");
        long id = yard.bury(gone, DeadLetterReason.FunctionDeleted, "e1");
        yard.bury(checkout, DeadLetterReason.Rejected, "e2");
        long malformed =
                yard.publish(
                        Names.Subjects.malformedDeadLetter(),
                        Map.of(Names.Headers.REASON, "Malformed"),
                        "?");

        JsonNode done = redrive("{\"all\":true}").json();

        assertThat(done.path("redriven").asInt()).isEqualTo(1);
        assertThat(done.path("skippedCount").asInt()).isEqualTo(2);
        assertThat(done.path("skipped").path(0).path("id").asText()).isEqualTo("" + id);
        assertThat(done.path("skipped").path(0).path("why").asText())
                .isEqualTo("there is no function shop/gone now");
        assertThat(done.path("skipped").path(1).path("id").asText()).isEqualTo("" + malformed);
        assertThat(done.path("skipped").path(1).path("why").asText())
                .contains("cannot be delivered");
        assertThat(yard.waiting(gone)).isEmpty();
        assertThat(yard.letters.stored()).isEqualTo(2);

        yard.function("gone", "reborn");
        assertThat(redrive("{\"all\":true}").json().path("redriven").asInt()).isEqualTo(1);
        assertThat(yard.waiting(gone).getFirst().record().orElseThrow().functionUid())
                .isEqualTo("reborn");
    }

    @Test
    void doesNotMeetWhatDiesWhileItWorks() {
        yard.bury(checkout, DeadLetterReason.Rejected, 10);
        Thread dying =
                Thread.ofVirtual().start(() -> yard.bury(checkout, DeadLetterReason.Rejected, 200));

        JsonNode done = redrive("{\"all\":true,\"ratePerSecond\":20}").json();

        assertThat(done.path("state").asText()).isEqualTo("done");
        assertThat(done.path("redriven").asInt()).isBetween(10, 209);
        await().atMost(Duration.ofSeconds(10)).until(() -> !dying.isAlive());
        assertThat(yard.letters.stored() + yard.waiting(checkout).size()).isEqualTo(210);
    }

    @Test
    void waitsUntilTheFunctionsAreKnown() {
        long id = yard.bury(checkout, DeadLetterReason.Rejected, "e1");
        yard.functionsRead = false;

        Reply reply = yard.api.post("/api/dead-letters/" + id + "/redrive", "");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.isProblem()).isTrue();
        assertThat(yard.letters.stored()).isEqualTo(1);
    }

    @Test
    void losesNothingWhenNatsIsKilledMeanwhile() {
        yard.bury(checkout, DeadLetterReason.Rejected, 400);
        JsonNode begun = redrive("{\"all\":true,\"ratePerSecond\":50}").json();

        NATS.server().kill();
        NATS.server().start();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> !job(begun).path("state").asText().equals("running"));
        assertThat(job(begun).path("state").asText()).isEqualTo("done");
        Set<String> ids = new HashSet<>(yard.waitingIds(checkout));
        assertThat(ids).hasSize(400);
        assertThat(yard.waitingIds(checkout).size()).isBetween(400, 401);
        assertThat(yard.letters.stored()).isZero();
    }
}
