package com.justfaas.router.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.topics.EventAnnotations;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.functions.KnownFunction;
import com.justfaas.router.functions.KnownFunctions;
import com.justfaas.router.functions.UnheardEvents;
import com.justfaas.router.http.HttpDoor;
import com.justfaas.router.http.HttpDoorSettings;
import com.justfaas.router.http.RawHttp;
import com.justfaas.router.http.RawHttp.Reply;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchRoutesIT {

    private static final FunctionName AUDIT = new FunctionName("shop", "audit");

    private volatile boolean read = true;
    private final UnheardEvents unheard =
            new UnheardEvents(
                    new SimpleMeterRegistry(),
                    Clock.fixed(Instant.parse("2026-11-26T03:00:00Z"), ZoneOffset.UTC));
    private final KnownFunction audit =
            new KnownFunction(
                    AUDIT,
                    "uid",
                    EventAnnotations.read(Map.of(EventAnnotations.EVENT_TYPE, "order.created")),
                    Instant.EPOCH);
    private final HttpDoor door =
            new HttpDoor(
                    HttpDoorSettings.of("management", "-", 0),
                    List.of(
                            new MatchRoutes(
                                    new KnownFunctions(
                                            () -> FunctionSnapshot.of(Map.of(AUDIT, audit)),
                                            () -> read,
                                            () -> true),
                                    unheard)));

    @BeforeEach
    void start() {
        door.start();
    }

    @AfterEach
    void stop() {
        door.close();
    }

    @Test
    void saysWhoGetsEventsOfAType() throws IOException {
        assertThat(get("/api/match?type=order.created").body())
                .isEqualTo(
                        "{\"type\":\"order.created\",\"functionsCurrent\":true,\"receivers\":[{\"namespace\":\"shop\",\"name\":\"audit\",\"topic\":\"order.created\",\"filter\":null,\"paused\":false}],\"moreReceivers\":0,\"nearMisses\":[],\"moreNearMisses\":0}");
        assertThat(get("/api/match?type=Order.created").body())
                .contains("\"receivers\":[]", "\"reason\":\"Case\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/match                               | type is missing",
                "/api/match?type=                         | type is missing",
                "/api/match?typ=order.created             | typ is not known here; did you mean type?",
                "/api/match?type=a&type=b                 | type is given twice",
                "/api/match?type=com.justfaas.event.added | type starts with com.justfaas.",
                "/api/match?type=%07                      | type holds the unprintable character U+0007",
                "/api/match?type=%zz                      | the query is malformed",
            })
    void saysWhatIsWrongWithAQuestion(String target, String detail) throws IOException {
        Reply reply = get(target);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.isProblem()).isTrue();
        assertThat(reply.body()).contains(detail);
    }

    @Test
    void cannotSayBeforeTheFunctionsWereRead() throws IOException {
        read = false;

        Reply reply = get("/api/match?type=order.created");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).contains("1");
        assertThat(reply.isProblem()).isTrue();
    }

    @Test
    void listsWhatNobodyWanted() throws IOException {
        add("order.creatd", "1");
        add("order.created", "2");

        assertThat(get("/api/unheard-events").body())
                .isEqualTo(
                        "{\"since\":\"2026-11-26T03:00:00Z\",\"types\":["
                                + "{\"type\":\"order.created\",\"count\":1,\"firstAt\":\"2026-11-26T03:00:00Z\",\"lastAt\":\"2026-11-26T03:00:00Z\",\"lastSource\":\"/shop\",\"lastId\":\"2\",\"wantedNow\":true},"
                                + "{\"type\":\"order.creatd\",\"count\":1,\"firstAt\":\"2026-11-26T03:00:00Z\",\"lastAt\":\"2026-11-26T03:00:00Z\",\"lastSource\":\"/shop\",\"lastId\":\"1\",\"wantedNow\":false}],\"forgotten\":0}");
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

    private Reply get(String target) throws IOException {
        return RawHttp.exchange(
                door.port(), "GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(target));
    }
}
