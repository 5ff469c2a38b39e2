package com.justfaas.crds.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FunctionCrdTest {

    /** Surefire runs in the module's folder. */
    private static final Path FILE = Path.of("../manifests/crds/functions.justfaas.com.yaml");

    private static final String REGENERATE =
            "mvn -q -pl crds test -Dtest=FunctionCrdTest -Dcrd.write=true";

    @Test
    void theFileInManifestsIsWhatTheTypesSay() throws IOException {
        String yaml =
                "# Generated from com.justfaas.crds.v1alpha1.Function by:\n#   %s\n%s"
                        .formatted(REGENERATE, withoutFirstLine(FunctionCrd.yaml()));
        if (Boolean.getBoolean("crd.write")) {
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            Files.writeString(FILE, yaml);
        }

        assertThat(FILE).as("stale or missing; regenerate it with: %s", REGENERATE).exists();
        assertThat(Files.readString(FILE))
                .as("%s is stale; regenerate it with: %s", FILE, REGENERATE)
                .isEqualTo(yaml);
    }

    /** The generator's own comment, which names no command. */
    private static String withoutFirstLine(String yaml) {
        return yaml.substring(yaml.indexOf('\n') + 1);
    }
}
