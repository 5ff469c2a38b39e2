package com.justfaas.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images for amd64 and arm64. */
@ClusterTest
class ImagePlatformsE2E {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    @Test
    void anImageForBothIsAnIndexAndOnlyWhereThereIsAnAotCacheTheJvmReadsIt() throws IOException {
        ImageBuild.ensure();
        Path layout = folder.resolve("layout");
        Command.succeed(
                ImageBuild.tool(),
                "assemble",
                "-recipe",
                "image/faas-events.json",
                "-version",
                "1",
                "-created",
                "2026-01-01T00:00:00Z",
                "-layout",
                layout.toString(),
                "-archive",
                folder.resolve("archive.tar").toString(),
                "linux/amd64=%s:%s".formatted(ImageBuild.layer("classes"), ImageBuild.layer("aot")),
                "linux/arm64=%s".formatted(ImageBuild.layer("classes")));

        JsonNode index = blob(layout, new OciLayout(layout).digest());

        assertThat(index.path("manifests"))
                .extracting(image -> image.path("platform").path("architecture").asText())
                .containsExactly("amd64", "arm64");
        assertThat(index.path("manifests"))
                .extracting(image -> entrypoint(layout, image).contains("-XX:AOTCache="))
                .containsExactly(true, false);
    }

    @Test
    void aJdkOfAnotherPlatformIsRefused() throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("jdk"));
        Files.createDirectories(jdk.resolve("jmods"));
        Files.createFile(jdk.resolve("jmods/java.base.jmod"));
        Files.writeString(jdk.resolve("release"), "OS_NAME=\"Linux\"\nOS_ARCH=\"x86_64\"\n");

        Command build =
                Command.run(
                        List.of(Checkout.root().resolve("image/build").toString()),
                        Map.of("IMAGE_ARM64_JDK", jdk.toString()));

        assertThat(build.exitCode()).isNotZero();
        assertThat(build.output().strip())
                .isEqualTo(jdk + " is not the home of a JDK 25 for Linux on arm64 with its jmods");
    }

    private static String entrypoint(Path layout, JsonNode image) {
        JsonNode manifest = blob(layout, image.path("digest").asText());
        JsonNode file = blob(layout, manifest.path("config").path("digest").asText());
        return file.path("config").path("Entrypoint").toString();
    }

    private static JsonNode blob(Path layout, String digest) {
        try {
            return JSON.readTree(Files.readString(new OciLayout(layout).blob(digest)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
