package com.justfaas.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users are told to type does work, be it by the documents or by the playground itself. */
class ReadmeE2E {

    private static final List<String> DOCUMENTS =
            List.of(
                    "README.md",
                    "CONTRIBUTING.md",
                    "docs/architecture.md",
                    "docs/configuration.md",
                    "docs/troubleshooting.md",
                    "docs/upgrade.md");

    @TempDir private Path temporary;

    @Test
    void commandsWorkInThePlayground() throws IOException {
        List<String> blocks = documented();
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(5);
        // a status that is an error fails the command, which curl by itself does not do
        Files.writeString(temporary.resolve(".curlrc"), "silent\nshow-error\nfail-with-body\n");
        try (PlaygroundProcess playground =
                PlaygroundProcess.start(
                                temporary.resolve("run"), temporary.resolve("output.log"), Map.of())
                        .awaitUp()) {
            blocks.forEach(block -> run(playground, block));
            playground.awaitOutput("shop/warehouse +stock.low +\\d+ +200");
            playground.awaitOutput("shop/mine +order.created +1 +200 +\\{\"order\": ?3\\}");

            List<String> printed = printed(playground);
            assertThat(printed).hasSizeGreaterThanOrEqualTo(5);
            printed.forEach(command -> run(playground, command));
            playground.awaitOutput(
                    "shop/hello +callback +200 +/callbacks/greeting: Good day, Grace");
            playground.awaitOutput("shop/mailer +order.cancelled +1 +400");

            assertThat(playground.terminate()).isZero();
        }
    }

    private static List<String> documented() {
        return DOCUMENTS.stream()
                .map(Checkout.root()::resolve)
                .flatMap(document -> TestedCommands.in(document).stream())
                .toList();
    }

    private static List<String> printed(PlaygroundProcess playground) {
        String log = playground.log();
        return log.substring(log.indexOf("Go on in another terminal:"))
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.replace("less ", "cat "))
                .toList();
    }

    private void run(PlaygroundProcess playground, String commands) {
        String here =
                commands.replace(
                                "http://127.0.0.1:8080/apis/events",
                                playground.said("faas-events +(http\\S+)"))
                        .replace(
                                "http://127.0.0.1:9090",
                                playground.said("curl -s (http://\\S+)/readyz"));
        playground.shell("export CURL_HOME=%s%n%s".formatted(temporary, here));
    }
}
