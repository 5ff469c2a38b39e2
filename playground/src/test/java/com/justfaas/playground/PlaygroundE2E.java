package com.justfaas.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PlaygroundE2E {

    private static final String UNUSED_PID = "4194305";

    @TempDir private Path temporary;

    @Test
    void onceShowsWhoReceivedWhatAndEnds() {
        try (PlaygroundProcess playground = start(Map.of("FAAS_PLAYGROUND_ONCE", "true"))) {
            assertThat(playground.awaitExit()).as(playground::log).isZero();

            assertThat(rows(playground, "shop/mailer"))
                    .singleElement()
                    .asString()
                    .contains("order.created", "200", "mailed ada@example.com about order 1042");
            assertThat(rows(playground, "shop/audit")).singleElement().asString().contains("200");
            assertThat(rows(playground, "shop/invoice")).hasSize(3);
            assertThat(rows(playground, "shop/invoice").getLast()).contains("  3  200");
            assertThat(rows(playground, "shop/hello"))
                    .singleElement()
                    .asString()
                    .contains("POST /greet/?name=Ada", "Good day, Ada");
            assertThat(playground.log()).doesNotContain("\u001b[");
        }
    }

    @Test
    void secondOneInTheSameFolderIsRefusedInOneLine() {
        try (PlaygroundProcess first = start(Map.of()).awaitUp();
                PlaygroundProcess second = start(Map.of())) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.log()).contains("playground: another playground runs in " + folder());

            List<ProcessHandle> descendants = first.descendants();
            assertThat(first.terminate()).as(first::log).isZero();
            assertThat(first.log()).contains("stopping").doesNotContain("was ended", "ended with");
            PlaygroundProcess.assertGone(descendants);
        }
    }

    @Test
    void whatWaitsSurvivesAKillAndIsDelivered() {
        List<ProcessHandle> descendants;
        try (PlaygroundProcess playground = start(Map.of()).awaitUp()) {
            playground.shell(
                    "curl -sS --fail-with-body %s -H 'X-Event-Type: stock.low' -d low"
                            .formatted(playground.said("faas-events +(http\\S+)")));
            playground.awaitOutput("shop/warehouse +stock.low +1 +503");
            // one of the user's that never gets ready, and must not be waited for
            playground.shell(
                    "kubectl create -n shop -f - <<< '%s'"
                            .formatted(
                                    "{\"apiVersion\":\"justfaas.com/v1alpha1\",\"kind\":\"Function\",\"metadata\":{\"name\":\"trial\",\"annotations\":{\"justfaas.com/event-type\":\"a..b\"}},\"spec\":{\"image\":\"playground/echo\"}}"));
            descendants = playground.descendants();
            playground.kill();
        }
        PlaygroundProcess.assertGone(descendants);

        try (PlaygroundProcess playground = start(Map.of()).awaitUp()) {
            playground.shell(
                    "kubectl patch function warehouse -n shop --type merge"
                            + " -p '{\"spec\":{\"image\":\"playground/echo\"}}'");
            playground.awaitOutput("shop/warehouse +stock.low +\\d +200 +low");
        }
    }

    @Test
    void changesOfTheSamplesSurviveARestart() {
        try (PlaygroundProcess playground = start(Map.of()).awaitUp()) {
            playground.shell(
                    """
                    kubectl patch function warehouse -n shop --type merge -p '{"spec":{"image":"playground/echo"}}'
                    kubectl annotate function mailer -n shop justfaas.com/event-type-
                    kubectl delete function report -n shop
                    """);
            assertThat(playground.terminate()).isZero();
        }

        try (PlaygroundProcess playground = start(Map.of()).awaitUp()) {
            assertThat(playground.log())
                    .contains("shop/warehouse differs", "shop/mailer differs")
                    .doesNotContain("not arrived", "shop/audit differs", "shop/report differs");
            assertThat(
                            playground.shell(
                                    """
                                    kubectl get function warehouse -n shop -o jsonpath={.spec.image}
                                    kubectl get function mailer -n shop -o jsonpath={.metadata.annotations}
                                    kubectl get function report -n shop -o jsonpath={.spec.image}
                                    """))
                    .contains("playground/echo", "playground/slow")
                    .doesNotContain("event-type");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void everyProcessListensOnLoopbackOnly() {
        try (PlaygroundProcess playground = start(Map.of()).awaitUp()) {
            // nats-server 2, etcd 2, kube-apiserver, gateway, faas-events 2
            assertThat(Listeners.of(playground.processes()))
                    .hasSizeGreaterThanOrEqualTo(8)
                    .allMatch(
                            address ->
                                    address.startsWith("0100007F:")
                                            || address.startsWith(
                                                    "0000000000000000FFFF00000100007F:"));
        }
    }

    @Test
    void showsWhatDoesNotGoWell() {
        try (PlaygroundProcess playground = start(Map.of()).awaitUp()) {
            String events = playground.said("faas-events +(http\\S+)");
            String gateway = playground.said("gateway +(http\\S+)");
            playground.shell(
                    "kubectl create -n shop -f - <<< '%s'"
                            .formatted(
                                    """
                                    {"apiVersion": "justfaas.com/v1alpha1", "kind": "Function", "metadata": {"name": "container",
                                     "annotations": {"justfaas.com/event-type": "box.packed"}}, "spec": {"image": "nginx:1.29"}}"""));
            playground.awaitOutput(
                    "shop/container +applied +- +cannot run: .* nginx:1.29. What runs: playground/answering, .*local/<port>",
                    Duration.ofSeconds(5));
            playground.shell(
                    "kubectl wait -n shop --for=condition=Ready function container\n"
                            + "curl -sS --fail-with-body %s -H 'X-Event-Type: box.packed' -d box\n"
                                    .formatted(events)
                            + "curl -sS --fail-with-body %s -H 'X-Event-Type: order.cancelled' -d none -H 'X-Event-Webhook-Url: http://127.0.0.1:9/hook'\n"
                                    .formatted(events)
                            + "curl -sS --fail-with-body %s -H 'X-Event-Type: order.sent' -d sent -H 'X-Event-Webhook-Url: function://shop/hello'\n"
                                    .formatted(events)
                            + "curl -sS -d '' -H 'X-Function-Timeout: 1s' %s/proxy/shop/report/"
                                    .formatted(gateway));

            playground.awaitOutput("shop/report +POST / +timeout +no response.* \\(1\\d{3} ms\\)");
            playground.awaitOutput(
                    "shop/mailer +order.cancelled +1 +dead +dead letter: Rejected, .*\\(\\d+ ms\\)");
            playground.awaitOutput(
                    "shop/audit +callback +200 +on its way to http://127.0.0.1:9/hook: none");
            playground.awaitOutput("shop/hello +callback of audit +200 +");
            playground.awaitOutput(
                    "shop/container +box.packed +1 +503 +.*nginx:1.29 \\(5 tries, \\d+ ms\\)");
        }
    }

    @Test
    void eventOfAFunctionThatIsDownUsesUpNoAttempts() {
        try (PlaygroundProcess playground = start(Map.of()).awaitUp()) {
            // one attempt that counts, and the event would be a dead letter
            playground.shell(
                    "kubectl annotate function warehouse -n shop justfaas.com/event-retries=0");
            playground.shell(
                    "curl -sS --fail-with-body %s -H 'X-Event-Type: stock.low' -d low"
                            .formatted(playground.said("faas-events +(http\\S+)")));
            playground.awaitOutput("(?s)(shop/warehouse +stock.low +1 +503.*){4}");

            playground.shell(
                    "kubectl patch function warehouse -n shop --type merge"
                            + " -p '{\"spec\":{\"image\":\"playground/echo\"}}'");

            playground.awaitOutput("shop/warehouse +stock.low +1 +200 +low");
        }
    }

    @Test
    void endsWithTheProcessThatStartedIt() {
        try (PlaygroundProcess playground = start(Map.of("FAAS_PLAYGROUND_PARENT", UNUSED_PID))) {
            assertThat(playground.awaitExit()).isZero();
        }
    }

    private Path folder() {
        return temporary.resolve("run");
    }

    private PlaygroundProcess start(Map<String, String> environment) {
        return PlaygroundProcess.start(
                folder(),
                temporary.resolve("output-%d.log".formatted(System.nanoTime())),
                environment);
    }

    private static List<String> rows(PlaygroundProcess playground, String function) {
        return PlaygroundProcess.rows(playground.log(), function).toList();
    }
}
