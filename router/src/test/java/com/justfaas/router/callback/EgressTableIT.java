package com.justfaas.router.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import com.justfaas.router.invocation.InvocationOutcome.Succeeded;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where callbacks may not go, on real sockets: whatever a URL, a name server or an answer says, the
 * forbidden listeners see no connection.
 */
class EgressTableIT {

    /** Stands for the public internet: the allow list names it, and nothing else. */
    private static final String PUBLIC = "127.0.0.2";

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

    private static Stream<String> spellings() {
        return Stream.concat(
                Spellings.OF_LOOPBACK.stream(), Spellings.OF_LOOPBACK_IN_UNICODE.stream());
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void noSpellingOfLoopbackLeadsThere(String host) {
        String url = "http://%s:%d/hook".formatted(host, forbidden.port());
        try (EgressFixture egress = new EgressFixture(PUBLIC).answers("127.0.0.1")) {
            assertThat(egress.urls.check(url)).isNotInstanceOf(WebhookVerdict.Allowed.class);
            assertThat(egress.call(url)).isInstanceOf(Forbidden.class);
            if (isCallable(url)) {
                assertThat(egress.dial(URI.create(url), false)).isInstanceOf(Forbidden.class);
                assertThat(egress.dial(URI.create(url), true)).isInstanceOf(Forbidden.class);
            }
        }
    }

    private static boolean isCallable(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null && !uri.getHost().contains("%");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/8",
                "10.0.0.0/8",
                "100.64.0.0/10",
                "127.0.0.0/8",
                "169.254.0.0/16",
                "172.16.0.0/12",
                "192.0.0.0/24",
                "192.0.2.0/24",
                "192.88.99.0/24",
                "192.168.0.0/16",
                "198.18.0.0/15",
                "198.51.100.0/24",
                "203.0.113.0/24",
                "224.0.0.0/4",
                "240.0.0.0/4",
                "255.255.255.255/32",
                "::/128",
                "::1/128",
                "::/96",
                "::ffff:0:0:0/96",
                "64:ff9b::/96",
                "64:ff9b:1::/48",
                "100::/64",
                "2001::/23",
                "2001:db8::/32",
                "2002::/16",
                "3fff::/20",
                "5f00::/16",
                "fc00::/7",
                "fe80::/10",
                "fec0::/10",
                "ff00::/8",
                // metadata of AWS, Google, Azure; AWS by IPv6, Alibaba, Oracle
                "169.254.169.254/32",
                "168.63.129.16/32",
                "fd00:ec2::254/128",
                "100.100.100.200/32",
                "192.0.0.192/32"
            })
    void noNameLeadsIntoAForbiddenRange(String range) throws UnknownHostException {
        for (String address : List.of(first(range), last(range))) {
            try (EgressFixture egress = new EgressFixture("hooks.corp").answers(address)) {
                assertThat(egress.call("https://hooks.example/hook"))
                        .as(address)
                        .isInstanceOfSatisfying(
                                Forbidden.class,
                                no ->
                                        assertThat(no.detail())
                                                .startsWith(
                                                        "the callback to hooks.example is forbidden: it leads to ")
                                                .endsWith("may allow it with FAAS_CALLBACK_ALLOW"));
            }
        }
    }

    private static String first(String range) {
        return range.substring(0, range.indexOf('/'));
    }

    private static String last(String range) throws UnknownHostException {
        byte[] bytes = InetAddress.ofLiteral(first(range)).getAddress();
        int prefix = Integer.parseInt(range.substring(range.indexOf('/') + 1));
        BigInteger rest =
                BigInteger.ONE.shiftLeft(bytes.length * 8 - prefix).subtract(BigInteger.ONE);
        byte[] last = new BigInteger(1, bytes).or(rest).toByteArray();
        for (int i = 1; i <= bytes.length; i++) {
            bytes[bytes.length - i] = i <= last.length ? last[last.length - i] : 0;
        }
        return InetAddress.getByAddress(bytes).getHostAddress();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "168.63.129.16",
                "fd00:ec2::254",
                "100.100.100.200",
                "192.0.0.192",
                "127.0.0.1",
                "::1"
            })
    void neitherAnOwnServiceNorAnAllowedNameLeadsToMetadataOrLoopback(String address) {
        try (EgressFixture egress =
                new EgressFixture("hooks.corp", "*.shop.svc").answers(address)) {
            assertThat(egress.call("http://db.shop.svc/")).isInstanceOf(Forbidden.class);
            assertThat(egress.call("http://hooks.corp/")).isInstanceOf(Forbidden.class);
        }
    }

    @Test
    void decidesOnTheAddressThatIsDialledAndNotOnAnEarlierOne() {
        try (CountingListener good =
                        new CountingListener(PUBLIC, forbidden.port(), CountingListener.OK);
                EgressFixture egress =
                        new EgressFixture(PUBLIC).answers(PUBLIC).answers("127.0.0.1")) {
            String url = "http://hooks.example:%d/hook".formatted(good.port());

            assertThat(egress.call(url)).isInstanceOf(Succeeded.class);
            assertThat(egress.lookups()).isEqualTo(1);
            assertThat(egress.call(url)).isInstanceOf(Forbidden.class);
            assertThat(good.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.1", "169.254.169.254"})
    void oneBadAddressAmongGoodOnesIsEnoughToRefuse(String bad) {
        try (CountingListener good =
                        new CountingListener(PUBLIC, forbidden.port(), CountingListener.OK);
                EgressFixture egress = new EgressFixture(PUBLIC).answers(PUBLIC, bad)) {
            assertThat(egress.call("http://hooks.example:%d/".formatted(good.port())))
                    .isInstanceOf(Forbidden.class);
            assertThat(good.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 305, 307, 308})
    void followsNoRedirect(int status) {
        String answer =
                "HTTP/1.1 %d Elsewhere\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .formatted(status, forbidden.port());
        try (CountingListener good = new CountingListener(PUBLIC, 0, answer);
                EgressFixture egress = new EgressFixture(PUBLIC).answers(PUBLIC)) {
            assertThat(egress.call("http://hooks.example:%d/".formatted(good.port())))
                    .isInstanceOfSatisfying(
                            Forbidden.class,
                            no -> {
                                assertThat(no.detail())
                                        .contains(Integer.toString(status))
                                        .contains("callbacks follow no redirects");
                                assertThat(no.response()).isPresent();
                            });
        }
    }

    @Test
    void keepsNoCookies() {
        String answer =
                "HTTP/1.1 200 OK\r\nSet-Cookie: session=1; Path=/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try (CountingListener good = new CountingListener(PUBLIC, 0, answer);
                EgressFixture egress = new EgressFixture(PUBLIC).answers(PUBLIC)) {
            String url = "http://hooks.example:%d/".formatted(good.port());
            for (int i = 0; i < 2; i++) {
                assertThat(egress.call(url)).isInstanceOf(Succeeded.class);
            }

            assertThat(good.requests())
                    .hasSize(2)
                    .allSatisfy(
                            request -> assertThat(request).doesNotContainIgnoringCase("cookie"));
        }
    }

    @Test
    void allowedTargetsAreReached() {
        try (CountingListener good = new CountingListener(PUBLIC, 0, CountingListener.OK);
                EgressFixture egress = new EgressFixture(PUBLIC).answers(PUBLIC)) {
            for (String host : List.of(PUBLIC, "hooks.example", "HOOKS.example.", "x.shop.svc")) {
                assertThat(egress.call("http://%s:%d/".formatted(host, good.port())))
                        .as(host)
                        .isInstanceOf(Succeeded.class);
            }
        }
    }

    @Test
    void localhostLeadsToThoseOfItsAddressesThatAreAllowed() {
        try (CountingListener good = new CountingListener("127.0.0.1", 0, CountingListener.OK);
                EgressFixture egress = new EgressFixture("127.0.0.1").answers("::1", "127.0.0.1")) {
            assertThat(egress.call("http://localhost:%d/".formatted(good.port())))
                    .isInstanceOf(Succeeded.class);
        }
    }
}
