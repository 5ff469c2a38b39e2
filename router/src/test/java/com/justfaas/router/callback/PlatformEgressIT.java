package com.justfaas.router.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the platform runs on sees no connection, even where the allow list names its address. */
class PlatformEgressIT {

    private final CountingListener forbidden =
            new CountingListener("127.0.0.1", 0, CountingListener.OK);
    private final Optional<CountingListener> forbiddenToo =
            CountingListener.onIpv6(forbidden.port());

    @AfterEach
    void noForbiddenListenerWasReached() {
        assertThat(forbidden.connections()).isZero();
        forbiddenToo.ifPresent(listener -> assertThat(listener.connections()).isZero());
        forbidden.close();
        forbiddenToo.ifPresent(CountingListener::close);
    }

    @Test
    void neverReachesThePlatformWhateverIsAllowed() throws Exception {
        String own = InetAddress.getLocalHost().getHostAddress();
        try (EgressFixture egress =
                new EgressFixture("127.0.0.0/8", "::1", "localhost", "hooks.example", own)
                        .answers("127.0.0.1")) {
            egress.platform.addOwnPort(forbidden.port());
            for (String host : List.of("127.0.0.1", "127.0.0.2", "[::1]", "localhost", own)) {
                String url = "http://%s:%d/".formatted(host, forbidden.port());
                assertThat(egress.urls.check(url))
                        .as(url)
                        .isInstanceOfSatisfying(
                                WebhookVerdict.Forbidden.class,
                                no -> assertThat(no.reason()).contains("part of the platform"));
                assertThat(egress.call(url)).isInstanceOf(Forbidden.class);
            }
            String hidden = "http://hooks.example:%d/".formatted(forbidden.port());
            assertThat(egress.urls.check(hidden)).isInstanceOf(WebhookVerdict.Allowed.class);
            assertThat(egress.call(hidden)).isInstanceOf(Forbidden.class);
        }
    }

    @Test
    void neverReachesNatsOrTheApiServerOnAnyLocalAddress() {
        int port = forbidden.port();
        for (String where : List.of("nats", "api")) {
            try (EgressFixture egress =
                    new EgressFixture("127.0.0.0/8", "::1").answers("127.0.0.2")) {
                if (where.equals("nats")) {
                    egress.platform.addNats("nats://a.invalid:1,tls://localhost:" + port);
                } else {
                    egress.platform.addServer(URI.create("https://127.0.0.1:%d/".formatted(port)));
                }
                for (String host : List.of("127.0.0.1", "127.0.0.2", "[::1]", "hooks.example")) {
                    assertThat(egress.call("http://%s:%d/".formatted(host, port)))
                            .as(where + " " + host)
                            .isInstanceOf(Forbidden.class);
                }
            }
        }
    }
}
