package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.justfaas.router.openapi.PropertyClient;
import com.justfaas.testkit.junit.NatsExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ingress takes the attributes that {@code /openapi.json} has a schema of, and no others. */
class AttributeSchemaIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final int[][] CHARACTERS = {
        {0x0000, 0x00A1},
        {0x1680, 0x1680},
        {0x1FFF, 0x200C},
        {0x2028, 0x202F},
        {0x205F, 0x2060},
        {0x3000, 0x3000},
        {0xFDCF, 0xFDF0},
        {0xFEFF, 0xFEFF},
        {0xFFFD, 0xFFFF},
        {0x1F600, 0x1F600},
    };

    @SuppressWarnings("NullAway.Init")
    private static IngressFixture ingress;

    @BeforeAll
    static void start() {
        ingress = IngressFixture.ready(NATS.url(), IngressSettings.onPort(0), IngressFixture.SMALL);
    }

    @AfterAll
    static void stop() {
        ingress.close();
    }

    @ParameterizedTest
    @CsvSource({"Attribute,id", "EventType,type"})
    void schemaAndIngressTakeTheSameValues(String schema, String attribute) throws Exception {
        List<String> differences = new ArrayList<>();
        Set<Integer> statuses = new HashSet<>();
        try (PropertyClient client = new PropertyClient(ingress.port(), 0)) {
            for (String value : values()) {
                List<String> mistakes =
                        client.api()
                                .mistakes(TextNode.valueOf(value), "/components/schemas/" + schema);
                int status = dryRun(attribute, value);
                statuses.add(status);
                if (status != (mistakes.isEmpty() ? 200 : 400)) {
                    differences.add(
                            "%s: %d, and by the schema %s"
                                    .formatted(JSON.writeValueAsString(value), status, mistakes));
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(statuses).containsExactlyInAnyOrder(200, 400);
    }

    /**
     * Every character of which a rule may hold: alone, within a text, and at its end. Without
     * halves of surrogate pairs, which a pattern cannot exclude in tools that read it by UTF-16
     * units.
     */
    private static List<String> values() {
        List<String> values = new ArrayList<>();
        for (int[] range : CHARACTERS) {
            IntStream.rangeClosed(range[0], range[1])
                    .mapToObj(Character::toString)
                    .forEach(c -> values.addAll(List.of(c, "a" + c + "b", "a" + c)));
        }
        values.addAll(List.of("", "  ", " \u2003", "a..b", "größe.geändert", "*.a", "a.>"));
        for (int count : new int[] {15, 16, 256, 257, 1024, 1025}) {
            values.add("x".repeat(count));
            values.add("a" + ".b".repeat(count));
        }
        return values;
    }

    /** The status of a structured event: JSON can hold every character. */
    private static int dryRun(String attribute, String value) throws Exception {
        Map<String, String> event =
                new HashMap<>(Map.of("specversion", "1.0", "id", "1", "source", "/s", "type", "a"));
        event.put(attribute, value);
        return ingress.postTo(
                        "/apis/events?dryRun=true",
                        JSON.writeValueAsString(event),
                        "Content-Type",
                        "application/cloudevents+json")
                .statusCode();
    }
}
