package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** With {@code -Ddocs.write} it corrects the page instead of complaining. */
class ProblemsPageTest {

    private static final String BEGIN = "<!-- problems -->\n";
    private static final String END = "<!-- /problems -->\n";

    @Test
    void hasTheTypesAsTheyAre() throws IOException {
        Path page = Checkout.root().resolve("docs/problems.md");
        String found = Files.readString(page);
        String wanted =
                found.substring(0, found.indexOf(BEGIN) + BEGIN.length())
                        + table()
                        + found.substring(found.indexOf(END));
        if (System.getProperty("docs.write") != null) {
            Files.writeString(page, wanted);
            return;
        }

        assertThat(found)
                .as("docs/problems.md; the command that writes it anew is in it")
                .isEqualTo(wanted);
    }

    private static String table() {
        return Arrays.stream(ProblemType.values())
                .map(
                        type ->
                                "| `%s` | %d | %s | %s |\n"
                                        .formatted(
                                                type.urn(),
                                                type.status(),
                                                type.when(),
                                                type.remedy()))
                .collect(
                        Collectors.joining(
                                "",
                                "| type | status | what happened | what to do |\n|---|---|---|---|\n",
                                ""));
    }
}
