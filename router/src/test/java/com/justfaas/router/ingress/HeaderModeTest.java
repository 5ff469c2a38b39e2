package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.http.Problem;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderModeTest {

    private static final String TYPE = "X-Event-Type";

    private final MapperFixture mapper = new MapperFixture();

    @Test
    void takesTheTypeAndFillsInTheRest() {
        Arrival arrival = mapper.single("{\"n\":1}", TYPE, "order.created");

        assertThat(arrival.subject()).isEqualTo("com.justfaas.event.added.order.created");
        StoredEvent stored = arrival.event();
        assertThat(stored.event().getType()).isEqualTo("order.created");
        assertThat(stored.event().getSource()).isEqualTo(URI.create("/apis/events"));
        assertThat(stored.event().getId()).isEqualTo("made-up");
        assertThat(stored.event().getTime()).isEqualTo(MapperFixture.NOW.atOffset(ZoneOffset.UTC));
        assertThat(stored.event().getDataContentType()).isNull();
        assertThat(stored.data().utf8()).isEqualTo("{\"n\":1}");
        assertThat(stored.callback()).isEmpty();
    }

    @Test
    void takesWhatTheSenderSays() {
        StoredEvent stored =
                mapper.event(
                        "<a/>",
                        "x-event-TYPE",
                        "order.created",
                        "X-Event-Source",
                        "https://shop.example/orders",
                        "X-Event-Id",
                        "id with spaces",
                        "Content-Type",
                        "text/xml; charset=utf-16",
                        "X-Event-Webhook-Url",
                        "https://shop.example/hook");

        assertThat(stored.event().getSource()).isEqualTo(URI.create("https://shop.example/orders"));
        assertThat(stored.event().getId()).isEqualTo("id with spaces");
        assertThat(stored.event().getDataContentType()).isEqualTo("text/xml; charset=utf-16");
        assertThat(stored.callback()).contains("https://shop.example/hook");
    }

    @Test
    void takesAnEventWithoutData() {
        assertThat(mapper.event("", TYPE, "ping").event().getData()).isNull();
    }

    @Test
    void encodesInTheSubjectWhatIsNoLetterOrDigit() {
        assertThat(mapper.single("", TYPE, "https://a.example/b_c").subject())
                .isEqualTo("com.justfaas.event.added.https%3A%2F%2Fa.example%2Fb_c");
    }

    @Test
    void asksForATypeInTheWordsOfTheOldComponent() {
        for (Problem problem :
                List.of(
                        mapper.refused("{}"),
                        mapper.refused("{}", TYPE, ""),
                        mapper.refused("{}", TYPE, "  "))) {
            assertThat(problem.status()).isEqualTo(400);
            assertThat(problem.members())
                    .containsEntry(
                            "errors", Map.of(TYPE, List.of("Event type header is required.")));
        }
    }

    @Test
    void refusesATypeThatIsTooLongForASubject() {
        Problem problem = mapper.refused("{}", TYPE, "a".repeat(257));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail())
                .isEqualTo("X-Event-Type is 257 characters long; 256 is the most");
        assertThat(mapper.event("{}", TYPE, "a".repeat(256)).event().getType()).hasSize(256);
    }

    @Test
    void namesTheHeaderThatIsWrong() {
        assertThat(header(mapper.refused("", TYPE, "a\u0000b"))).isEqualTo(TYPE);
        assertThat(header(mapper.refused("", TYPE, "größe"))).isEqualTo(TYPE);
        assertThat(header(mapper.refused("", TYPE, "a", "X-Event-Id", "x".repeat(1025))))
                .isEqualTo("X-Event-Id");
        assertThat(header(mapper.refused("", TYPE, "a", "X-Event-Source", "not a URI")))
                .isEqualTo("X-Event-Source");
        assertThat(header(mapper.refused("", TYPE, "a", "Content-Type", "text/\u007f")))
                .isEqualTo("Content-Type");
        assertThat(header(mapper.refused("", TYPE, "a", "X-Event-Webhook-Url", "ftp://x/")))
                .isEqualTo("X-Event-Webhook-Url");
    }

    @Test
    void refusesAHeaderThatIsThereTwice() {
        Problem problem = mapper.refused("", TYPE, "a", TYPE, "b");

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).isEqualTo("X-Event-Type is there 2 times; once is right");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.justfaas.function.added",
                "com.justfaas.event.added",
                "com.justfaas.",
                "com.justfaas.function.invoked.more"
            })
    void refusesReservedTypes(String type) {
        Problem problem = mapper.refused("{}", TYPE, type);

        assertThat(problem.status()).isEqualTo(403);
        assertThat(header(problem)).isEqualTo(TYPE);
    }

    @Test
    void takesTypesThatOnlyLookReserved() {
        assertThat(mapper.single("", TYPE, "com.justfaasts").subject())
                .isEqualTo("com.justfaas.event.added.com.justfaasts");
        assertThat(mapper.event("", TYPE, "com.justfaas").event().getType())
                .isEqualTo("com.justfaas");
    }

    @Test
    void refusesAForbiddenWebhookAddress() {
        Problem problem =
                mapper.refused(
                        "", TYPE, "a", "X-Event-Webhook-Url", "http://169.254.169.254/latest");

        assertThat(problem.status()).isEqualTo(403);
        assertThat(header(problem)).isEqualTo("X-Event-Webhook-Url");
    }

    @Test
    void refusesACompressedBody() {
        Problem problem = mapper.refused("", TYPE, "a", "Content-Encoding", "gzip");

        assertThat(problem.status()).isEqualTo(415);
        assertThat(problem.headers()).containsEntry("Accept-Encoding", "identity");
        assertThat(mapper.event("", TYPE, "a", "Content-Encoding", "Identity").data().size())
                .isZero();
    }

    /** The only member of {@code errors}. */
    private static String header(Problem problem) {
        return String.valueOf(problem.members().get("errors")).replaceAll("\\{(.*?)=.*", "$1");
    }
}
