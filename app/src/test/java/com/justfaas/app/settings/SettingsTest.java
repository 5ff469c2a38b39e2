package com.justfaas.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.justfaas.events.streams.StreamLimits;
import com.justfaas.router.callback.SigningSecret;
import com.justfaas.router.invocation.InvokeUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class SettingsTest {

    private static final String MIBIBYTES = "512MiB";

    @Test
    void hasADefaultForEverything() throws MistakesException {
        Settings settings = Settings.from(Map.of());

        assertThat(settings.roles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.ROUTER);
        assertThat(settings.nats().url()).isEqualTo("nats://127.0.0.1:4222");
        assertThat(settings.nats().credentials()).isNull();
        assertThat(settings.limits()).isEqualTo(StreamLimits.DEFAULT);
        assertThat(settings.router().ingress().getPort()).isEqualTo(8080);
        assertThat(settings.router().invokeUrl()).isEqualTo(new InvokeUrl(InvokeUrl.DEFAULT));
        assertThat(settings.router().callbacks().allow()).isEmpty();
        assertThat(settings.router().callbacks().secrets()).isEmpty();
        assertThat(settings.router().eventsKept()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.router().shutdownGrace()).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings.management().port()).isEqualTo(9090);
        assertThat(settings.cluster().watchNamespaces()).isEmpty();
        assertThat(settings.log()).isEqualTo(new LogSettings(Level.INFO, LogFormat.AUTO));
    }

    @Test
    void takesWhatItIsTold(@TempDir Path folder) throws Exception {
        Path credentials = credentials(folder);

        Settings settings =
                Settings.from(
                        Map.ofEntries(
                                Map.entry("FAAS_ROLES", "router"),
                                Map.entry("FAAS_NATS_URL", "nats://a:4222, tls://b:4222"),
                                Map.entry("FAAS_NATS_CREDENTIALS", credentials.toString()),
                                Map.entry("FAAS_HTTP_PORT", "0"),
                                Map.entry("FAAS_INVOKE_URL", "http://gw/proxy/{namespace}/{name}"),
                                Map.entry("FAAS_CALLBACK_ALLOW", "hooks.internal, 10.1.0.0/16"),
                                Map.entry("FAAS_WATCH_NAMESPACES", "shop,billing"),
                                Map.entry("FAAS_EVENTS_MAX_BYTES", MIBIBYTES),
                                Map.entry("FAAS_EVENTS_KEPT", "2d"),
                                Map.entry("FAAS_STREAM_REPLICAS", "3"),
                                Map.entry("FAAS_SHUTDOWN_GRACE", "1m30s"),
                                Map.entry("FAAS_LOG_LEVEL", "DEBUG"),
                                Map.entry("FAAS_LOG_FORMAT", "json")));

        assertThat(settings.isOperator()).isFalse();
        assertThat(settings.isRouter()).isTrue();
        assertThat(settings.nats().url()).isEqualTo("nats://a:4222,tls://b:4222");
        assertThat(settings.nats().credentials()).isEqualTo(credentials);
        assertThat(settings.router().ingress().getPort()).isZero();
        assertThat(settings.router().invokeUrl().isGateway()).isTrue();
        assertThat(settings.router().callbacks().allow())
                .containsExactly("hooks.internal", "10.1.0.0/16");
        assertThat(settings.cluster().watchNamespaces())
                .containsExactlyInAnyOrder("shop", "billing");
        assertThat(settings.limits().events()).isEqualTo(512L << 20);
        assertThat(settings.limits().replicas()).isEqualTo(3);
        assertThat(settings.router().eventsKept()).isEqualTo(Duration.ofDays(2));
        assertThat(settings.router().shutdownGrace()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.log()).isEqualTo(new LogSettings(Level.DEBUG, LogFormat.JSON));
    }

    @Test
    void countsABlankVariableAsNotSet() throws MistakesException {
        assertThat(Settings.from(Map.of("FAAS_HTTP_PORT", " ", "FAAS_ROLES", "")))
                .isEqualTo(Settings.from(Map.of()));
    }

    @Test
    void electsALeaderAndWaitsBeforeItClosesInACluster() throws MistakesException {
        Settings here = Settings.from(Map.of());
        Settings inCluster =
                Settings.from(
                        Map.of(
                                "KUBERNETES_SERVICE_HOST", "10.0.0.1",
                                "POD_NAME", "faas-events-0",
                                "POD_NAMESPACE", "faas"));

        assertThat(here.cluster().leaderElection()).isFalse();
        assertThat(here.shutdownDelay()).isZero();
        assertThat(inCluster.cluster().leaderElection()).isTrue();
        assertThat(inCluster.shutdownDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(inCluster.cluster().podName()).contains("faas-events-0");
        assertThat(inCluster.cluster().podNamespace()).contains("faas");
    }

    @Test
    void letsBothBeChosenAnywhere() throws MistakesException {
        Settings settings =
                Settings.from(
                        Map.of(
                                "KUBERNETES_SERVICE_HOST", "10.0.0.1",
                                "FAAS_LEADER_ELECTION", "false",
                                "FAAS_SHUTDOWN_DELAY", "250ms"));

        assertThat(settings.cluster().leaderElection()).isFalse();
        assertThat(settings.shutdownDelay()).isEqualTo(Duration.ofMillis(250));
        assertThat(Settings.from(Map.of("FAAS_LEADER_ELECTION", "true")).cluster().leaderElection())
                .isTrue();
    }

    @Test
    void oneAddressIsForAllPorts() throws MistakesException {
        assertThat(Settings.from(Map.of()).router().ingress().getAddress().isAnyLocalAddress())
                .isTrue();

        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        Settings local = Settings.from(Map.of("FAAS_BIND_ADDRESS", "127.0.0.1"));

        assertThat(local.router().ingress()).isEqualTo(new InetSocketAddress(loopback, 8080));
        assertThat(local.management().address()).isEqualTo(new InetSocketAddress(loopback, 9090));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    FAAS_ROLES            | opertor         | is not a list of roles; write one or both of operator, router (default operator,router)
                    FAAS_ROLES            | router,,x       | is not a list of roles; write one or both of operator, router (default operator,router)
                    FAAS_ROLES            | ,               | is not a list of roles; write one or both of operator, router (default operator,router)
                    FAAS_NATS_URL         | nats            | is not the URL of a NATS server; write it like nats://nats.faas:4222, several with commas between (default nats://127.0.0.1:4222)
                    FAAS_NATS_URL         | http://nats     | is not the URL of a NATS server; write it like nats://nats.faas:4222, several with commas between (default nats://127.0.0.1:4222)
                    FAAS_NATS_URL         | nats://n:99999  | is not the URL of a NATS server; write it like nats://nats.faas:4222, several with commas between (default nats://127.0.0.1:4222)
                    FAAS_NATS_CREDENTIALS | /no/such/file   | is not a file that can be read (default none)
                    FAAS_HTTP_PORT        | eighty          | is not a port; write a number from 0 to 65535 (default 8080)
                    FAAS_HTTP_PORT        | 65536           | is not a port; write a number from 0 to 65535 (default 8080)
                    FAAS_MANAGEMENT_PORT  | -1              | is not a port; write a number from 0 to 65535 (default 9090)
                    FAAS_BIND_ADDRESS     | localhost       | is not an IP address of this machine; write one such as 127.0.0.1, or 0.0.0.0 for every address (default 0.0.0.0)
                    FAAS_BIND_ADDRESS     | 192.0.2.1       | is not an IP address of this machine; write one such as 127.0.0.1, or 0.0.0.0 for every address (default 0.0.0.0)
                    FAAS_CALLBACK_ALLOW   | 10.0.0.0/33     | is not a list of hosts and ranges, for "10.0.0.0/33" is neither; write hosts like hooks.shop.svc or *.shop.svc, addresses like 10.1.2.3, and ranges like 10.1.0.0/16 (default none)
                    FAAS_CALLBACK_ALLOW   | a,10.1,b,http://c | is not a list of hosts and ranges, for "10.1" and "http://c" is neither; write hosts like hooks.shop.svc or *.shop.svc, addresses like 10.1.2.3, and ranges like 10.1.0.0/16 (default none)
                    FAAS_WATCH_NAMESPACES | shop,Team_A     | is not a list of namespaces, for "Team_A" cannot be one; write them like shop,billing (default none)
                    FAAS_WATCH_NAMESPACES | A,shop,b.c      | is not a list of namespaces, for "A" and "b.c" cannot be one; write them like shop,billing (default none)
                    FAAS_LEADER_ELECTION  | yes             | is not known; write one of auto, true, false (default auto)
                    FAAS_EVENTS_MAX_BYTES | 1GB             | is not a size; write it like 512MiB or 1GiB (default 1GiB)
                    FAAS_EVENTS_MAX_BYTES | 0MiB            | is not a size; write it like 512MiB or 1GiB (default 1GiB)
                    FAAS_SHUTDOWN_GRACE   | 5               | is not a duration; write it like 5s or 1m30s (default 25s)
                    FAAS_STREAM_REPLICAS  | 2               | is no number of replicas; write one of 1, 3, 5 (default 1)
                    FAAS_SHUTDOWN_DELAY   | -1s             | is not a duration; write it like 5s or 1m30s (default auto)
                    FAAS_LOG_LEVEL        | loud            | is not known; write one of error, warn, info, debug, trace (default info)
                    FAAS_LOG_FORMAT       | xml             | is not known; write one of auto, text, json (default auto)
                    """)
    void saysWhatIsWrongAndWhatWouldBeRight(String name, String value, String mistake) {
        assertThat(mistakesIn(Map.of(name, value)))
                .containsExactly("%s: \"%s\" %s".formatted(name, value, mistake));
    }

    @Test
    void asksTheRouterAboutItsUrl() {
        assertThat(mistakesIn(Map.of("FAAS_INVOKE_URL", "http://functions/")))
                .singleElement()
                .asString()
                .startsWith("FAAS_INVOKE_URL: \"http://functions/\" has no {name} in it")
                .endsWith("(default %s)".formatted(InvokeUrl.DEFAULT));
    }

    @Test
    void takesSecretsAndShowsThemNowhere() throws MistakesException {
        String good = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        Settings settings =
                Settings.from(Map.of("FAAS_CALLBACK_SECRETS", good + ", " + good + "MfKQ"));

        assertThat(settings.router().callbacks().secrets())
                .hasSize(2)
                .first()
                .isEqualTo(SigningSecret.parse(good));
        assertThat(settings.toString()).doesNotContain("MfKQ");
        assertThat(mistakesIn(Map.of("FAAS_CALLBACK_SECRETS", "hush," + good + ",whsec_short")))
                .containsExactly(
                        "FAAS_CALLBACK_SECRETS: \"***\" is not a list of secrets, for secret 1 of 3 does not begin with whsec_, and secret 3 of 3 is not Base64 after whsec_; make one with: echo whsec_$(openssl rand -base64 32) (default none)");
    }

    @Test
    void tellsAllMistakesAtOnce() {
        assertThat(
                        mistakesIn(
                                Map.of(
                                        "FAAS_HTTP_PORT", "eighty",
                                        "FAAS_LOG_LEVEL", "loud",
                                        "FAAS_NATS_URI", "nats://nats:4222",
                                        "FAAS_MANAGEMENT_PROT", "9090")))
                .containsExactly(
                        "FAAS_HTTP_PORT: \"eighty\" is not a port; write a number from 0 to 65535 (default 8080)",
                        "FAAS_LOG_LEVEL: \"loud\" is not known; write one of error, warn, info, debug, trace (default info)",
                        "FAAS_MANAGEMENT_PROT: there is no such setting; did you mean FAAS_MANAGEMENT_PORT?",
                        "FAAS_NATS_URI: there is no such setting; did you mean FAAS_NATS_URL?");
    }

    @Test
    void guessesNothingForWhatIsFarFromEverything() {
        assertThat(mistakesIn(Map.of("FAAS_CHECKOUT_QUEUE_LENGTH", "3")))
                .containsExactly(
                        "FAAS_CHECKOUT_QUEUE_LENGTH: there is no such setting; see --help");
    }

    @Test
    void givesBothDoorsAPortEach() {
        assertThat(mistakesIn(Map.of("FAAS_MANAGEMENT_PORT", "8080")))
                .containsExactly(
                        "FAAS_MANAGEMENT_PORT: \"8080\" is FAAS_HTTP_PORT, too; they need a port each");
    }

    @Test
    void givesProbesAServerOfTheirOwnWhenTheyHaveAPort() throws MistakesException {
        assertThat(Settings.from(Map.of()).probes()).isEmpty();
        assertThat(Settings.from(Map.of("FAAS_PROBE_PORT", "9090")).probes()).isEmpty();
        assertThat(Settings.from(Map.of("FAAS_PROBE_PORT", "9091")).probes())
                .hasValueSatisfying(probes -> assertThat(probes.port()).isEqualTo(9091));
        assertThat(
                        Settings.from(Map.of("FAAS_PROBE_PORT", "0", "FAAS_MANAGEMENT_PORT", "0"))
                                .probes())
                .isPresent();
        assertThat(mistakesIn(Map.of("FAAS_PROBE_PORT", "8080")))
                .containsExactly(
                        "FAAS_PROBE_PORT: \"8080\" is FAAS_HTTP_PORT, too; they need a port each");
        assertThat(mistakesIn(Map.of("FAAS_PROBE_PORT", "ninety")))
                .containsExactly(
                        "FAAS_PROBE_PORT: \"ninety\" is not a port; write a number from 0 to 65535 (default none)");
    }

    @Test
    void leavesThePortToTheOperatorWhenThereIsNoRouter() throws MistakesException {
        assertThat(
                        Settings.from(
                                        Map.of(
                                                "FAAS_ROLES",
                                                "operator",
                                                "FAAS_MANAGEMENT_PORT",
                                                "8080"))
                                .management()
                                .port())
                .isEqualTo(8080);
    }

    @Test
    void takesTheVariablesOfServicesForWhatTheyAre() throws MistakesException {
        Settings settings =
                Settings.from(
                        Map.of(
                                "FAAS_GATEWAY_SERVICE_HOST", "10.0.0.7",
                                "FAAS_GATEWAY_SERVICE_PORT", "8080",
                                "FAAS_GATEWAY_SERVICE_PORT_HTTP", "8080",
                                "FAAS_GATEWAY_PORT", "tcp://10.0.0.7:8080",
                                "FAAS_GATEWAY_PORT_8080_TCP", "tcp://10.0.0.7:8080",
                                "FAAS_GATEWAY_PORT_8080_TCP_ADDR", "10.0.0.7"));

        assertThat(settings).isEqualTo(Settings.from(Map.of()));
        assertThat(mistakesIn(Map.of("FAAS_GATEWAY_PORT", "1"))).hasSize(1);
    }

    @Test
    void showsNoPassword() throws MistakesException {
        Settings settings = Settings.from(Map.of("FAAS_NATS_URL", "nats://me:hunter2@nats:4222"));

        assertThat(settings.toString()).contains("nats://nats:4222").doesNotContain("hunter2");
        assertThat(mistakesIn(Map.of("FAAS_NATS_URL", "nats://me:sec/ret@nats:99999")))
                .singleElement()
                .asString()
                .startsWith("FAAS_NATS_URL: \"nats://***@nats:99999\" is not")
                .doesNotContain("sec/ret");
    }

    @Test
    void refusesWhatIsNoCredentialsFile(@TempDir Path folder) throws IOException {
        Path seedOnly = Files.writeString(folder.resolve("seed"), "-----BEGIN USER NKEY SEED-----");

        assertThat(mistakesIn(Map.of("FAAS_NATS_CREDENTIALS", folder.toString())))
                .containsExactly(
                        "FAAS_NATS_CREDENTIALS: \"%s\" is not a file that can be read (default none)"
                                .formatted(folder));
        assertThat(mistakesIn(Map.of("FAAS_NATS_CREDENTIALS", seedOnly.toString())))
                .containsExactly(
                        "FAAS_NATS_CREDENTIALS: \"%s\" is not a .creds file, for it lacks a user JWT or a seed (default none)"
                                .formatted(seedOnly));
    }

    private static Path credentials(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("nats.creds"),
                """
                -----BEGIN NATS USER JWT-----
                e30
                ------END NATS USER JWT------
                -----BEGIN USER NKEY SEED-----
                SUA
                ------END USER NKEY SEED------
                """);
    }

    private static List<String> mistakesIn(Map<String, String> variables) {
        return catchThrowableOfType(MistakesException.class, () -> Settings.from(variables))
                .mistakes();
    }
}
