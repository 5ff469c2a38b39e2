package com.justfaas.events.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Fuzzing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever somebody writes into annotations: good topics work, and mistakes are told. */
class AnnotationsFuzzTest {

    private static final List<String> NAMES =
            List.of(
                    EventAnnotations.EVENT_TYPE,
                    EventAnnotations.TIMEOUT,
                    EventAnnotations.RETRIES,
                    EventAnnotations.BACKOFF,
                    EventAnnotations.MAX_AGE,
                    EventAnnotations.CONCURRENCY,
                    EventAnnotations.PAUSED);
    private static final List<String> VALUES =
            List.of(
                    "order.created, order.*, invoice.>",
                    "*, >, a.*.b",
                    "1h30m",
                    "250ms",
                    "10",
                    "true",
                    "");
    private static final List<String> SPICES =
            List.of(
                    "*",
                    ">",
                    ".",
                    "..",
                    ",",
                    ";",
                    "#",
                    " ",
                    "\t",
                    "\n",
                    "\u0000",
                    "%",
                    "-",
                    "+",
                    "1",
                    "0",
                    "e",
                    "9".repeat(30),
                    "ms",
                    "d",
                    "com.justfaas.",
                    "é",
                    "😀",
                    "\ud800",
                    "\u00a0",
                    "٣",
                    "a".repeat(300),
                    "a.".repeat(200),
                    "*.".repeat(100));

    private final Fuzzing fuzzing = Fuzzing.begin(AnnotationsFuzzTest.class, Duration.ofSeconds(3));

    @Test
    void areReadWhateverTheySay() {
        while (fuzzing.goesOn()) {
            Map<String, String> annotations = new HashMap<>();
            for (int left = fuzzing.random().nextInt(4); left >= 0; left--) {
                annotations.put(fuzzing.oneIn(2) ? NAMES.getFirst() : fuzzing.oneOf(NAMES), text());
            }

            Subscription read = EventAnnotations.read(annotations);

            String about = fuzzing + ": " + annotations;
            assertThat(read.mistakes())
                    .as(about)
                    .allSatisfy(mistake -> assertThat(mistake.mistake()).isNotBlank());
            assertThat(read.policy().timeout()).as(about).isPositive();
            assertThat(read.policy().concurrency()).as(about).isPositive();
            TopicMap<String> map = TopicMap.of(Map.of("f", read.topics()));
            for (int i = 0; i < 5; i++) {
                String type = text();
                assertThat(!map.match(type).isEmpty())
                        .as("%s, type %s", about, type)
                        .isEqualTo(read.topics().stream().anyMatch(topic -> topic.matches(type)));
            }
        }
    }

    private String text() {
        String text = fuzzing.oneOf(VALUES);
        for (int times = fuzzing.random().nextInt(4); times > 0; times--) {
            text = fuzzing.spiced(text, SPICES);
        }
        return text;
    }
}
