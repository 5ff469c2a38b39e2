package com.justfaas.router.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.deadletter.ApiClient.Reply;
import com.justfaas.router.http.RawHttp;
import com.justfaas.testkit.junit.NatsExtension;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadLetterApiIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");
    private static final FunctionName MAIL = new FunctionName("shop", "mail");
    private static final FunctionName OTHER_MAIL = new FunctionName("office", "mail");

    private Graveyard yard;

    @BeforeEach
    void dig() {
        yard = new Graveyard(NATS.url());
    }

    @AfterEach
    void leave() {
        yard.close();
    }

    @Test
    void showsWhatIsKnownOfADeadLetter() {
        yard.bury(CHECKOUT, DeadLetterReason.AttemptsExhausted, "e1");

        Reply reply = yard.api.get("/api/dead-letters");

        assertThat(reply.status()).isEqualTo(200);
        JsonNode item = reply.json().path("items").path(0);
        String storedAt = item.path("storedAt").asText();
        assertThat(item.toString())
                .isEqualTo(
                        "{\"id\":\"1\",\"namespace\":\"shop\",\"function\":\"checkout\",\"reason\":\"AttemptsExhausted\",\"attempts\":3,\"firstFailure\":\"2026-11-24T07:59:30Z\",\"lastFailure\":\"2026-11-24T08:00:00Z\",\"lastStatus\":500,\"lastDetail\":\"500 from it\",\"lastResponse\":\"oh no\",\"subject\":null,\"event\":{\"id\":\"e1\",\"source\":\"/orders\",\"type\":\"order.created\",\"time\":null,\"datacontenttype\":\"application/json\"},\"storedAt\":\"%s\"}"
                                .formatted(storedAt));
        assertThat(reply.json().path("next").isNull()).isTrue();
        assertThat(reply.json().path("groups").toString())
                .isEqualTo(
                        "[{\"namespace\":\"shop\",\"function\":\"checkout\",\"reason\":\"AttemptsExhausted\",\"count\":1}]");
    }

    @Test
    void filtersItemsAndGroups() {
        yard.bury(CHECKOUT, DeadLetterReason.Rejected, 2);
        yard.bury(CHECKOUT, DeadLetterReason.Expired, 1);
        yard.bury(MAIL, DeadLetterReason.Rejected, 3);
        yard.bury(OTHER_MAIL, DeadLetterReason.Rejected, 4);
        Map<String, Integer> expected =
                Map.of(
                        "", 10,
                        "?namespace=shop", 6,
                        "?namespace=shop&function=mail", 3,
                        "?function=mail", 7,
                        "?reason=Rejected", 9,
                        "?namespace=shop&reason=Rejected", 5,
                        "?function=checkout&reason=Expired", 1,
                        "?namespace=nowhere", 0,
                        "?namespace=*", 0,
                        "?namespace=&function=&reason=", 10);

        expected.forEach(
                (query, count) -> {
                    JsonNode page = yard.api.get("/api/dead-letters" + query).json();
                    assertThat(page.path("items")).as(query).hasSize(count);
                    assertThat(total(page)).as(query).isEqualTo(count);
                });
    }

    private static int total(JsonNode page) {
        assertThat(page.path("groupsComplete").asBoolean()).isTrue();
        int total = 0;
        for (JsonNode group : page.path("groups")) {
            total += group.path("count").asInt();
        }
        return total;
    }

    @Test
    void pagesThroughAThousandInOrderWhileMoreDie() {
        yard.bury(CHECKOUT, DeadLetterReason.Rejected, 1000);
        List<String> ids = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String query = "?limit=300";

        for (String cursor = ""; cursor != null; ) {
            JsonNode page =
                    yard.api
                            .get(
                                    "/api/dead-letters"
                                            + query
                                            + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                            .json();
            page.path("items").forEach(item -> ids.add(item.path("event").path("id").asText()));
            sizes.add(page.path("items").size());
            assertThat(total(page)).isEqualTo(999 + sizes.size());
            yard.bury(MAIL, DeadLetterReason.Rejected, "later");
            cursor = page.path("next").isNull() ? null : page.path("next").asText();
        }

        assertThat(sizes).containsExactly(300, 300, 300, 103);
        assertThat(ids).startsWith("e0", "e1", "e2").contains("e999", "later").hasSize(1003);
        assertThat(ids.subList(0, 1000)).doesNotHaveDuplicates();
    }

    @Test
    void findsARareReasonAmongMany() {
        yard.bury(CHECKOUT, DeadLetterReason.Rejected, 600);
        yard.bury(CHECKOUT, DeadLetterReason.Expired, "rare");
        yard.bury(CHECKOUT, DeadLetterReason.Rejected, 5);

        JsonNode page = yard.api.get("/api/dead-letters?reason=Expired&groups=false").json();

        assertThat(page.path("items")).hasSize(1);
        assertThat(page.path("items").path(0).path("id").asText()).isEqualTo("601");
        assertThat(page.path("next").isNull()).isTrue();
        assertThat(page.has("groups")).isFalse();
    }

    @Test
    void showsDataAsWhatItIs() {
        long json =
                yard.bury(
                        CHECKOUT,
                        DeadLetterReason.Rejected,
                        Graveyard.event(
                                "json",
                                "application/json",
                                Graveyard.utf8("{\"n\": 12345678901234567890123.10}")));
        long text =
                yard.bury(
                        CHECKOUT,
                        DeadLetterReason.Rejected,
                        Graveyard.event("text", "text/plain", Graveyard.utf8("größe")));
        long bytes =
                yard.bury(
                        CHECKOUT,
                        DeadLetterReason.Rejected,
                        Graveyard.event("bytes", "image/png", new byte[] {(byte) 0x89, 'P', 0}));

        assertThat(yard.api.get("/api/dead-letters/" + json).text())
                .contains("\"data\":{\"n\": 12345678901234567890123.10}");
        assertThat(show(text).path("data").asText()).isEqualTo("größe");
        assertThat(show(bytes).path("data_base64").asText()).isEqualTo("iVAA");
        assertThat(show(bytes).has("data")).isFalse();
        assertThat(show(bytes).path("event").path("datacontenttype").asText())
                .isEqualTo("image/png");
        assertThat(show(bytes).path("event").path("specversion").asText()).isEqualTo("1.0");
        assertThat(show(bytes).path("reason").asText()).isEqualTo("Rejected");
    }

    @Test
    void saysWhatBecameOfAFunctionThatIsNotThere() {
        DeliveryRecord never =
                DeliveryRecord.first(
                        CHECKOUT,
                        "",
                        1,
                        Instant.EPOCH,
                        StoredEvent.of(Graveyard.event("1", "text/plain", new byte[0])));
        DeliveryRecord gone =
                DeliveryRecord.first(CHECKOUT, "uid", 1, Instant.EPOCH, never.event());

        assertThat(
                        show(yard.letters.store(never, DeadLetterReason.FunctionDeleted, "1"))
                                .path("lastDetail")
                                .asText())
                .isEqualTo("no function of that name is known");
        assertThat(
                        show(yard.letters.store(gone, DeadLetterReason.FunctionDeleted, "2"))
                                .path("lastDetail")
                                .asText())
                .isEqualTo("the function was deleted, or replaced by another of its name");
    }

    private JsonNode show(long id) {
        return yard.api.get("/api/dead-letters/" + id).json();
    }

    @Test
    void showsWhatIsNoEventWithItsBytes() {
        long id =
                yard.publish(
                        Names.Subjects.malformedDeadLetter(),
                        Map.of(
                                "ce-id",
                                "e1",
                                Names.Headers.REASON,
                                "Malformed",
                                Names.Headers.SUBJECT,
                                "com.justfaas.event.added.gr%C3%B6%C3%9Fe",
                                Names.Headers.LAST_DETAIL,
                                "ce-type%20is%20missing"),
                        "{\"half\":");

        JsonNode shown = show(id);

        assertThat(shown.path("reason").asText()).isEqualTo("Malformed");
        assertThat(shown.path("lastDetail").asText()).isEqualTo("ce-type is missing");
        assertThat(shown.path("subject").asText()).isEqualTo("com.justfaas.event.added.größe");
        assertThat(shown.path("data").asText()).isEqualTo("{\"half\":");
        assertThat(shown.path("headers").toString()).isEqualTo("{\"ce-id\":[\"e1\"]}");
        assertThat(shown.path("event").isMissingNode() || shown.path("event").isNull()).isTrue();
        JsonNode list = yard.api.get("/api/dead-letters?reason=Malformed").json();
        assertThat(list.path("items")).hasSize(1);
        assertThat(list.path("groups").toString())
                .isEqualTo(
                        "[{\"namespace\":null,\"function\":null,\"reason\":\"Malformed\",\"count\":1}]");
    }

    @Test
    void deletesOne() {
        long id = yard.bury(CHECKOUT, DeadLetterReason.Rejected, "e1");
        yard.bury(CHECKOUT, DeadLetterReason.Rejected, "e2");

        assertThat(yard.api.delete("/api/dead-letters/" + id).text()).isEqualTo("{\"deleted\":1}");

        assertThat(yard.api.delete("/api/dead-letters/" + id).status()).isEqualTo(404);
        assertThat(yard.api.get("/api/dead-letters/" + id).status()).isEqualTo(404);
        assertThat(yard.letters.stored()).isEqualTo(1);
        assertThat(yard.registry.scrape()).contains("faas_deadletters_deleted_total 1.0");
    }

    @Test
    void deletesWhatAFilterMeansAndNothingElse() {
        yard.bury(CHECKOUT, DeadLetterReason.Rejected, 20);
        yard.bury(CHECKOUT, DeadLetterReason.Expired, 10);
        yard.bury(MAIL, DeadLetterReason.Rejected, 5);
        yard.bury(OTHER_MAIL, DeadLetterReason.Rejected, 3);

        assertThat(delete("?function=checkout&reason=Rejected"))
                .isEqualTo("{\"deleted\":20,\"more\":false}");
        assertThat(delete("?namespace=shop")).isEqualTo("{\"deleted\":15,\"more\":false}");
        assertThat(delete("?namespace=shop")).isEqualTo("{\"deleted\":0,\"more\":false}");
        assertThat(delete("?all=true")).isEqualTo("{\"deleted\":3,\"more\":false}");
        assertThat(yard.letters.stored()).isZero();
    }

    /** Passed over, the filter would mean more than was wanted. */
    @Test
    void deletesNothingWhenAFilterCannotBeRead() throws IOException {
        yard.bury(CHECKOUT, DeadLetterReason.Rejected, 2);

        RawHttp.Reply reply =
                RawHttp.exchange(
                        yard.api.port(),
                        "DELETE /api/dead-letters?function=checkout&reason=%zz HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(yard.letters.stored()).isEqualTo(2);
    }

    private String delete(String query) {
        return yard.api.delete("/api/dead-letters" + query).text();
    }

    @Test
    void saysWhatIsWrongAndWhatWouldBeRight() {
        yard.bury(CHECKOUT, DeadLetterReason.Rejected, "e1");
        String many = "[" + "\"1\",".repeat(100) + "\"1\"]";
        List<List<String>> rows =
                List.of(
                        List.of("GET", "?reason=Tired", "", "Rejected, AttemptsExhausted, Expired"),
                        List.of("GET", "?reason=rejected", "", "Rejected, AttemptsExhausted"),
                        List.of("GET", "?limit=0", "", "from 1 to 500"),
                        List.of("GET", "?limit=501", "", "from 1 to 500"),
                        List.of("GET", "?limit=-1", "", "from 1 to 500"),
                        List.of("GET", "?limit=ten", "", "from 1 to 500"),
                        List.of("GET", "?cursor=abc", "", "cursor is \"abc\""),
                        List.of("GET", "?cursor=99999999999999999999", "", "cursor"),
                        List.of("GET", "?functoin=x", "", "did you mean function?"),
                        List.of("GET", "?limit=1&limit=2", "", "given twice"),
                        List.of("GET", "?groups=maybe", "", "true or false"),
                        List.of("GET", "/abc", "", "id is \"abc\""),
                        List.of("GET", "/0", "", "id is \"0\""),
                        List.of("DELETE", "/x", "", "id is \"x\""),
                        List.of("DELETE", "", "", "all=true"),
                        List.of("DELETE", "?all=false", "", "all=true"),
                        List.of("DELETE", "?all=1", "", "true or false"),
                        List.of("DELETE", "?namespace=", "", "namespace is empty"),
                        List.of("DELETE", "?namespace=shop&function=", "", "function is empty"),
                        List.of("DELETE", "?namespace=shop&functoin=x", "", "mean function?"),
                        List.of("DELETE", "?namespace=shop&all=true", "", "leave one of them out"),
                        List.of("POST", "/abc/redrive", "", "id is \"abc\""),
                        List.of("POST", "/redrive", "", "say which"),
                        List.of("POST", "/redrive", "{", "not JSON"),
                        List.of("POST", "/redrive", "[]", "no JSON object"),
                        List.of("POST", "/redrive", "{} {}", "not JSON"),
                        List.of("POST", "/redrive", "{}", "names no dead letters"),
                        List.of("POST", "/redrive", "{\"all\":false}", "names no dead letters"),
                        List.of("POST", "/redrive", "{\"all\":\"true\"}", "/all"),
                        List.of("POST", "/redrive", "{\"all\":true,\"ids\":[\"1\"]}", "two ways"),
                        List.of("POST", "/redrive", "{\"all\":true,\"function\":\"f\"}", "two"),
                        List.of("POST", "/redrive", "{\"function\":\"\"}", "/function"),
                        List.of("POST", "/redrive", "{\"function\":null}", "/function"),
                        List.of("POST", "/redrive", "{\"reason\":\"Tired\"}", "FunctionDeleted"),
                        List.of("POST", "/redrive", "{\"ids\":[]}", "1 to 100"),
                        List.of("POST", "/redrive", "{\"ids\":\"1\"}", "1 to 100"),
                        List.of("POST", "/redrive", "{\"ids\":" + many + "}", "has 101"),
                        List.of("POST", "/redrive", "{\"ids\":[\"1\",\"b\"]}", "/ids/1 is \"b\""),
                        List.of("POST", "/redrive", "{\"ids\":[{}]}", "/ids/0"),
                        List.of("POST", "/redrive", "{\"al\":true}", "/al"),
                        List.of("POST", "/redrive", rate("0"), "from 1 to 10000"),
                        List.of("POST", "/redrive", rate("10001"), "from 1 to 10000"),
                        List.of("POST", "/redrive", rate("1.5"), "from 1 to 10000"),
                        List.of("POST", "/redrive", rate("null"), "from 1 to 10000"));

        for (List<String> row : rows) {
            Reply reply = yard.api.send(row.get(0), "/api/dead-letters" + row.get(1), row.get(2));
            assertThat(reply.status()).as(row + reply.text()).isEqualTo(400);
            assertThat(reply.isProblem()).as(row + reply.text()).isTrue();
            assertThat(reply.detail()).as(row.toString()).contains(row.get(3));
        }
        assertThat(yard.letters.stored()).isEqualTo(1);
    }

    private static String rate(String rate) {
        return "{\"all\":true,\"ratePerSecond\":" + rate + "}";
    }

    @Test
    void doesNotFindWhatIsNotThere() {
        for (Reply reply :
                List.of(
                        yard.api.get("/api/dead-letters/77"),
                        yard.api.delete("/api/dead-letters/77"),
                        yard.api.post("/api/dead-letters/77/redrive", ""),
                        yard.api.get("/api/dead-letters/redrive/77"),
                        yard.api.delete("/api/dead-letters/redrive/77"))) {
            assertThat(reply.status()).as(reply.text()).isEqualTo(404);
            assertThat(reply.isProblem()).isTrue();
            assertThat(reply.detail()).contains("77");
        }
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        Reply reply =
                yard.api.post("/api/dead-letters/redrive", "{\"all\":true}" + " ".repeat(70_000));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.isProblem()).isTrue();
    }

    @Test
    void says503WhileNatsIsAwayAndGoesOnAfterwards() {
        yard.function("checkout", "now");
        yard.bury(CHECKOUT, DeadLetterReason.Rejected, "e1");
        NATS.server().stop();
        try {
            await().atMost(Duration.ofSeconds(10)).until(() -> !yard.link.isConnected());
            for (Reply reply :
                    List.of(
                            yard.api.get("/api/dead-letters"),
                            yard.api.get("/api/dead-letters/1"),
                            yard.api.delete("/api/dead-letters/1"),
                            yard.api.delete("/api/dead-letters?all=true"),
                            yard.api.post("/api/dead-letters/1/redrive", ""),
                            yard.api.post("/api/dead-letters/redrive", "{\"ids\":[\"1\"]}"),
                            yard.api.post("/api/dead-letters/redrive", "{\"all\":true}"))) {
                assertThat(reply.status()).as(reply.text()).isEqualTo(503);
                assertThat(reply.isProblem()).isTrue();
                assertThat(reply.response().headers().firstValue("Retry-After")).isPresent();
            }
        } finally {
            NATS.server().start();
        }

        await().atMost(Duration.ofSeconds(10))
                .until(() -> yard.api.get("/api/dead-letters").status() == 200);
        assertThat(yard.letters.stored()).isEqualTo(1);
    }

    @Test
    void countsWhatIsStoredForPrometheus() {
        yard.bury(CHECKOUT, DeadLetterReason.Rejected, 3);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> yard.registry.scrape().contains("faas_deadletters_stored 3.0"));
    }
}
