package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.http.Problem;
import com.justfaas.router.http.ProblemType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A function that posts an event, instead of answering with it, and passes on the attributes of the
 * one that it got.
 */
class EventLoopTest {

    private static final String HOPS = "justfaashops";

    private final MapperFixture mapper = new MapperFixture();

    private static String[] binary(String... more) {
        String[] headers = {
            "ce-specversion", "1.0", "ce-id", "1", "ce-source", "/a", "ce-type", "order.created"
        };
        String[] all = new String[headers.length + more.length];
        System.arraycopy(headers, 0, all, 0, headers.length);
        System.arraycopy(more, 0, all, headers.length, more.length);
        return all;
    }

    private static @Nullable Object hops(StoredEvent event) {
        return event.event().getExtension(HOPS);
    }

    @Test
    void isCountedAsOneMoreFunction() {
        StoredEvent event = mapper.event("data", binary("ce-justfaashops", "3"));

        assertThat(hops(event)).isEqualTo("4");
        assertThat(event.data().utf8()).isEqualTo("data");
        assertThat(hops(mapper.event("", binary("ce-justfaashops", "15")))).isEqualTo("16");
    }

    @Test
    void whoSaysNothingComesFromNoFunction() {
        assertThat(hops(mapper.event("", binary()))).isNull();
    }

    @Test
    void isCutAfterSixteenInARow() {
        Problem problem = mapper.refused("", binary("ce-justfaashops", "16"));

        assertThat(problem.type()).isEqualTo(ProblemType.EVENT_LOOP.urn());
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail())
                .startsWith("ce-justfaashops is 16")
                .contains("16 is the most")
                .contains("see that no function");
        assertThat(problem.members())
                .isEqualTo(Map.of("errors", Map.of("ce-justfaashops", List.of(problem.detail()))));
    }

    @Test
    void saysWhereItStandsInABatch() {
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"t\",\"justfaashops\":%d}";

        assertThat(mapper.batch("[" + event.formatted(2) + "]"))
                .singleElement()
                .satisfies(arrival -> assertThat(hops(arrival.event())).isEqualTo("3"));
        assertThat(
                        mapper.refused(
                                        "[%s,%s]"
                                                .formatted(event.formatted(2), event.formatted(99)),
                                        "Content-Type",
                                        "application/cloudevents-batch+json")
                                .members())
                .containsEntry("pointer", "/1/justfaashops");
    }

    @Test
    void aCountThatIsNoneIsMalformed() {
        assertThat(mapper.refused("", binary("ce-justfaashops", "many")).detail())
                .isEqualTo(
                        "ce-justfaashops is not a number from 0 to 999999999; it is ours: leave it out, or pass on what the function got");
    }
}
