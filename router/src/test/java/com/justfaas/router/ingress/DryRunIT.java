package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.router.http.RawHttp;
import com.justfaas.testkit.junit.NatsExtension;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ?dryRun=true} on the running door. */
class DryRunIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DRY = "/apis/events?dryRun=true";
    private static final String TYPE = "X-Event-Type";
    private static final String BATCHED = "application/cloudevents-batch+json";

    @SuppressWarnings("NullAway.Init")
    private static IngressFixture door;

    @BeforeAll
    static void start() {
        door = door();
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    private static IngressFixture door() {
        IngressFixture started =
                IngressFixture.ready(NATS.url(), IngressSettings.onPort(0), IngressFixture.SMALL);
        started.knows("audit", "order.*", false);
        started.knows("mailer", "order.created", true);
        started.knows("typo", "order.creatd", false);
        return started;
    }

    @Test
    void saysWhoWouldGetItAndWhoNearlyWouldAndStoresNothing() throws Exception {
        long before = door.storedEvents();

        HttpResponse<String> answer =
                door.postTo(DRY, "{}", TYPE, "order.created", "X-Event-Id", "7");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"dryRun\":true,\"id\":\"7\",\"source\":\"/apis/events\",\"type\":\"order.created\",\"functionsCurrent\":true,"
                                + "\"receivers\":[{\"namespace\":\"shop\",\"name\":\"audit\",\"topic\":\"order.*\",\"filter\":null,\"paused\":false},"
                                + "{\"namespace\":\"shop\",\"name\":\"mailer\",\"topic\":\"order.created\",\"filter\":null,\"paused\":true}],\"moreReceivers\":0,"
                                + "\"nearMisses\":[{\"namespace\":\"shop\",\"name\":\"typo\",\"topic\":\"order.creatd\",\"reason\":\"Spelling\",\"why\":\"differs in 1 character\"}],\"moreNearMisses\":0}");
        assertThat(door.storedEvents()).isEqualTo(before);
        assertThat(door.registry.scrape()).doesNotContain("type=\"order.created\"");
    }

    @Test
    void dryRunFalseStoresAsEver() throws Exception {
        assertThat(door.postTo("/apis/events?dryRun=false", "{}", TYPE, "order.real").statusCode())
                .isEqualTo(202);
        assertThat(door.count("order.real")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dryRun=yes", "dryRun=", "dryRun", "dryRun=true&dryRun=true", "dryrun=true"})
    void takesTrueAndFalseOnly(String query) throws Exception {
        long before = door.storedEvents();

        HttpResponse<String> answer =
                door.postTo("/apis/events?" + query, "{}", TYPE, "order.created");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(door.storedEvents()).isEqualTo(before);
    }

    /** Ignored, it would have the event stored for good. */
    @ParameterizedTest
    @ValueSource(
            strings = {"dryrun", "DryRun", "dry-run", "dry_run", "DRYRUN", "dryRun[]", "dryRun%20"})
    void aTypoInItsNameStoresNothing(String name) throws Exception {
        long before = door.storedEvents();

        RawHttp.Reply reply =
                RawHttp.exchange(
                        door.port(),
                        "POST /apis/events?%s=true HTTP/1.1\r\nHost: a\r\nX-Event-Type: order.created\r\nContent-Length: 2\r\n\r\n{}"
                                .formatted(name));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body())
                .contains(
                        "%s is not known here; did you mean dryRun?"
                                .formatted(name.replace("%20", " ")))
                .contains("urn:justfaas:problem:malformed-parameter");
        assertThat(door.storedEvents()).isEqualTo(before);
    }

    @Test
    void reportsHeadersThatBecomeNothingOfTheEvent() throws Exception {
        JsonNode plain =
                JSON.readTree(
                        door.postTo(
                                        DRY,
                                        "{}",
                                        TYPE,
                                        "order.created",
                                        "X-Event-Source",
                                        "/shop",
                                        "X-Event-Id",
                                        "7",
                                        "x-event-region",
                                        "eu",
                                        "X-Event-Last-Attempt",
                                        "true",
                                        "X-Region",
                                        "eu")
                                .body());
        JsonNode binary =
                JSON.readTree(
                        door.postTo(
                                        DRY,
                                        "{}",
                                        "ce-specversion",
                                        "1.0",
                                        "ce-id",
                                        "1",
                                        "ce-source",
                                        "/shop",
                                        "ce-type",
                                        "order.created",
                                        "ce-region",
                                        "eu",
                                        "X-Event-Type",
                                        "order.paid")
                                .body());

        assertThat(plain.path("ignoredHeaders").toString())
                .isEqualTo("[\"X-Event-Last-Attempt\",\"X-Event-Region\"]");
        assertThat(binary.path("ignoredHeaders").toString()).isEqualTo("[\"X-Event-Type\"]");
        assertThat(binary.path("type").asText()).isEqualTo("order.created");
    }

    /** As the component did that this one replaces. */
    @Test
    void takesAnEventWithSuchHeaders() throws Exception {
        assertThat(door.post("{}", TYPE, "order.regional", "X-Event-Region", "eu").statusCode())
                .isEqualTo(202);
        assertThat(door.count("order.regional")).isEqualTo(1);
    }

    /** A client library sends no such thing; a shell does. */
    @ParameterizedTest
    @ValueSource(strings = {"dryRun=%zz", "x=%zz&dryRun=true", "%=1"})
    void storesNothingWhenTheQueryCannotBeRead(String query) throws Exception {
        long before = door.storedEvents();

        RawHttp.Reply reply =
                RawHttp.exchange(
                        door.port(),
                        "POST /apis/events?%s HTTP/1.1\r\nHost: a\r\nX-Event-Type: a\r\nContent-Length: 0\r\n\r\n"
                                .formatted(query));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("the query is malformed");
        assertThat(door.storedEvents()).isEqualTo(before);
    }

    @Test
    void readsEveryModeAsTheRealDoorDoes() throws Exception {
        HttpResponse<String> binary =
                door.postTo(
                        DRY,
                        "{}",
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "1",
                        "ce-source",
                        "/s",
                        "ce-type",
                        "order.created");
        HttpResponse<String> structured =
                door.postTo(
                        DRY,
                        event("1", "order.created"),
                        "Content-Type",
                        "application/cloudevents+json");
        HttpResponse<String> batch =
                door.postTo(
                        DRY,
                        "[%s,%s]"
                                .formatted(event("1", "order.created"), event("2", "invoice.paid")),
                        "Content-Type",
                        BATCHED);

        assertThat(json(binary).path("receivers")).hasSize(2);
        assertThat(json(structured).path("receivers")).hasSize(2);
        assertThat(json(batch)).hasSize(2);
        assertThat(json(batch).path(0).path("receivers")).hasSize(2);
        assertThat(json(batch).path(1).path("receivers")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Event-Type=                            | {}",
                "X-Event-Type=com.justfaas.function.added | {}",
                "X-Event-Type=com.justfaas.function.invoked | {}",
                "Content-Type=application/cloudevents+xml | {}",
                "Content-Type=application/cloudevents+json | {\"specversion\":\"1.0\"}",
                "X-Event-Type=a~X-Event-Webhook-Url=nonsense | {}",
                "X-Event-Type=a~X-Event-Webhook-Url=http://10.0.0.1/ | {}",
            })
    void refusesWhatTheRealDoorRefusesInTheSameWords(String headers, String body) {
        String[] flat = headers.strip().split("[=~]", -1);

        HttpResponse<String> real = door.post(body, flat);
        HttpResponse<String> dry = door.postTo(DRY, body, flat);

        assertThat(real.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(dry.statusCode()).isEqualTo(real.statusCode());
        assertThat(dry.body()).isEqualTo(real.body());
    }

    @Test
    void refusesWhatIsTooLargeAsTheRealDoorDoes() {
        byte[] body = new byte[1024 * 1024 - 1024];

        HttpResponse<String> real = door.post(body, TYPE, "order.created");
        HttpResponse<String> dry = door.postTo(DRY, body, TYPE, "order.created");

        assertThat(real.statusCode()).isEqualTo(413);
        assertThat(dry.statusCode()).isEqualTo(413);
        // they come at different times, which are attributes of different length
        String bytes = "are \\d+ bytes";
        assertThat(dry.body().replaceFirst(bytes, ""))
                .isEqualTo(real.body().replaceFirst(bytes, ""));
    }

    @Test
    void aCallGoesToTheFunctionThatItNames() throws Exception {
        HttpResponse<String> answer =
                door.postTo(
                        DRY,
                        "{\"Name\":\"audit\",\"Namespace\":\"shop\"}",
                        TYPE,
                        "com.justfaas.function.invoked");

        assertThat(json(answer).path("receivers").toString())
                .isEqualTo(
                        "[{\"namespace\":\"shop\",\"name\":\"audit\",\"topic\":null,\"filter\":null,\"paused\":false}]");
    }

    @Test
    void aCallOfNobodyIsToldWhoMayBeMeant() throws Exception {
        String call = "{\"Name\":\"chekout\",\"Namespace\":\"shop\"}";

        HttpResponse<String> dry = door.postTo(DRY, call, TYPE, "com.justfaas.function.invoked");

        assertThat(dry.statusCode()).isEqualTo(404);
        assertThat(json(dry).path("near").toString()).isEqualTo("[\"shop/checkout\"]");
        assertThat(door.post(call, TYPE, "com.justfaas.function.invoked").body())
                .isEqualTo(dry.body());
    }

    @Test
    void aBatchHasItsLimit() throws Exception {
        String batch =
                IntStream.rangeClosed(0, DryRun.MOST_EVENTS)
                        .mapToObj(i -> event("e" + i, "order.created"))
                        .collect(Collectors.joining(",", "[", "]"));

        HttpResponse<String> answer = door.postTo(DRY, batch, "Content-Type", BATCHED);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).path("detail").asText())
                .isEqualTo("the batch has 101 events; a dry run takes 100 at a time");
    }

    @Test
    void needsNoNatsOnceTheFunctionsWereRead() throws Exception {
        try (IngressFixture alone = door()) {
            alone.knowsNotAllFunctionsYet();
            alone.link.close();

            HttpResponse<String> answer = alone.postTo(DRY, "{}", TYPE, "order.created");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).path("functionsCurrent").asBoolean(true)).isFalse();
            assertThat(json(answer).path("receivers")).hasSize(2);
            assertThat(alone.post("{}", TYPE, "order.created").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void saysThatItCannotSayBeforeTheFunctionsWereRead() {
        try (IngressFixture early = door()) {
            early.neverReadFunctions();

            HttpResponse<String> answer = early.postTo(DRY, "{}", TYPE, "order.created");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.body()).contains("urn:justfaas:problem:not-ready");
        }
    }

    private static String event(String id, String type) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/s\",\"type\":\"%s\"}"
                .formatted(id, type);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
