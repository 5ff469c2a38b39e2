package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.callback.Spellings;
import com.justfaas.testkit.junit.NatsExtension;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the URL of a webhook shows by itself is refused at the door, in words of the contract. */
class WebhookRefusalsIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @SuppressWarnings("NullAway.Init")
    private static IngressFixture door;

    @BeforeAll
    static void start() {
        door = IngressFixture.ready(NATS.url(), IngressSettings.onPort(0), IngressFixture.SMALL);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    private static Stream<String> hosts() {
        return Stream.concat(
                Spellings.OF_LOOPBACK.stream(),
                Stream.of(
                        "10.0.0.1",
                        "172.31.255.255",
                        "192.168.1.1",
                        "169.254.169.254",
                        "168.63.129.16",
                        "100.100.100.200",
                        "[fd00:ec2::254]",
                        "[fe80::1]",
                        "metadata.google.internal",
                        "kubernetes.default.svc",
                        "hooks.example:22"));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void refusesWhatTheLiteralShows(String host) throws Exception {
        HttpResponse<String> answer =
                door.post(
                        "x",
                        "X-Event-Type",
                        "webhooks",
                        "X-Event-Webhook-Url",
                        "http://%s/hook".formatted(host));

        // 400 for what is no URL of a webhook at all: user names, zones, escapes
        assertThat(answer.statusCode())
                .as(answer.body())
                .isEqualTo(host.matches(".*[@%].*|xn--.*") ? 400 : 403);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body())
                .containsPattern("urn:justfaas:problem:(forbidden|malformed)-webhook-url")
                .contains("\"errors\":{\"X-Event-Webhook-Url\":[\"X-Event-Webhook-Url ")
                .doesNotContain("secret");
        assertThat(door.count("webhooks")).isZero();
    }
}
