package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.EventTypes;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.NatsEvents;
import com.justfaas.events.topics.EventAnnotations;
import com.justfaas.events.topics.TopicPattern;
import com.justfaas.router.binding.EventMessage;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.callback.EgressRules;
import com.justfaas.router.callback.PlatformAddresses;
import com.justfaas.router.callback.WebhookUrls;
import com.justfaas.router.http.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, only documented answers go out, and what is taken can be written to NATS. */
class EventMapperFuzzTest {

    private static final List<FunctionLookup.Presence> PRESENCES =
            List.of(FunctionLookup.Presence.values());
    private static final Set<Integer> DOCUMENTED = Set.of(400, 403, 404, 415, 503);
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"com.justfaas.function.invoked\",\"ext\":99,\"time\":\"2026-11-24T08:15:30Z\",\"data\":{\"Name\":\"checkout\",\"Namespace\":\"shop\",\"Content\":[1,255],\"Arguments\":{\"a\":\"b\"}}}";
    private static final List<Map<String, String>> HEADERS =
            List.of(
                    Map.of("X-Event-Type", "order.created", "X-Event-Id", "1"),
                    Map.of(
                            "X-Event-Type",
                            "com.justfaas.function.invoked",
                            "X-Event-Webhook-Url",
                            "http://shop.example:80/a?b=c"),
                    Map.of("Content-Type", "application/cloudevents+json; charset=utf-8"),
                    Map.of("Content-Type", "application/cloudevents-batch+json"),
                    Map.of(
                            "ce-specversion",
                            "1.0",
                            "ce-id",
                            "%E2%82%AC",
                            "ce-source",
                            "/shop",
                            "ce-type",
                            "order.created",
                            "ce-time",
                            "2026-11-24T08:15:30Z"));
    private static final List<String> BODIES =
            List.of(
                    "",
                    "[" + EVENT + "," + EVENT + "]",
                    EVENT,
                    "{\"Name\":\"checkout\",\"Namespace\":\"shop\",\"Content\":\"AAE=\",\"Metadata\":{\"HTTP_METHOD\":\"GET\"}}");
    private static final List<String> SPICES =
            List.of(
                    "\u0000",
                    "\u00ff",
                    "%",
                    "%C0",
                    "\"",
                    "\\",
                    "\\ud800",
                    "1e999999999",
                    "-",
                    "null",
                    "{",
                    "}",
                    "[",
                    "]",
                    "\u20ac",
                    "\ud83d\ude00",
                    "..",
                    "*",
                    ">",
                    ".",
                    " ",
                    ",",
                    ";",
                    "#",
                    "a.".repeat(20),
                    ":",
                    "/",
                    "@",
                    "[::1]",
                    "com.justfaas.",
                    "a".repeat(300),
                    "[".repeat(1200),
                    "1".repeat(1100));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersWhateverComesIn(long seed) {
        Random random = new Random(seed);
        EventMapper mapper =
                new EventMapper(
                        new WebhookUrls(new EgressRules(List.of(), new PlatformAddresses())),
                        name -> PRESENCES.get(Math.floorMod(name.hashCode(), PRESENCES.size())),
                        () -> "id",
                        Clock.systemUTC());
        for (int i = 0; i < 2_500; i++) {
            EventMessage request = request(random);
            switch (mapper.map(request)) {
                case Mapping.Refused(Problem problem) ->
                        assertThat(problem.status()).as(request::toString).isIn(DOCUMENTED);
                case Mapping.Single(Arrival arrival) -> assertStorable(arrival);
                case Mapping.Batch(List<Arrival> arrivals) ->
                        arrivals.forEach(EventMapperFuzzTest::assertStorable);
            }
        }
    }

    private static void assertStorable(Arrival arrival) {
        assertThat(arrival.subject()).matches("[A-Za-z0-9_%.-]{1,3000}").doesNotContain("..");
        assertThat(NatsEvents.headers(arrival.event()).isEmpty()).isFalse();
        String type = arrival.event().event().getType();
        if (!type.equals(EventTypes.FUNCTION_INVOKED)) {
            assertThat(EventAnnotations.read(Map.of(EventAnnotations.EVENT_TYPE, type)).topics())
                    .containsExactly(new TopicPattern(type));
        }
    }

    private static EventMessage request(Random random) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        HEADERS.get(random.nextInt(HEADERS.size()))
                .forEach(
                        (name, value) -> {
                            List<String> values = new ArrayList<>();
                            values.add(random.nextInt(4) == 0 ? spiced(value, random) : value);
                            if (random.nextInt(50) == 0) {
                                values.add(value);
                            }
                            headers.put(random.nextInt(50) == 0 ? name + "x" : name, values);
                        });
        String body = BODIES.get(random.nextInt(BODIES.size()));
        byte[] bytes =
                (random.nextBoolean() ? spiced(body, random) : body)
                        .getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return new EventMessage(new MessageHeaders(headers), Payload.of(bytes));
    }

    private static String spiced(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int until = Math.min(text.length(), at + random.nextInt(6));
        return text.substring(0, at)
                + SPICES.get(random.nextInt(SPICES.size()))
                + text.substring(until);
    }
}
