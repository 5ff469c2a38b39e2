package com.justfaas.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
