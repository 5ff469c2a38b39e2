package com.justfaas.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With {@code -Ddocs.write} it corrects the page instead of complaining. */
class ConfigurationPageTest {

    private static final String BEGIN = "<!-- settings -->\n";
    private static final String END = "<!-- /settings -->\n";

    @Test
    void hasTheOptionsAsTheyAre() throws IOException {
        Path page = Checkout.root().resolve("docs/configuration.md");
        String found = Files.readString(page);
        String wanted =
                found.substring(0, found.indexOf(BEGIN) + BEGIN.length())
                        + Help.markdown()
                        + found.substring(found.indexOf(END));
        if (System.getProperty("docs.write") != null) {
            Files.writeString(page, wanted);
            return;
        }

        assertThat(found)
                .as("docs/configuration.md; the command that writes it anew is in it")
                .isEqualTo(wanted);
    }
}
