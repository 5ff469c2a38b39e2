package com.justfaas.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.justfaas.testkit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the images (issue 12, point 5). */
@ClusterTest
class ImageContentE2E {

    private static final long MIB = 1 << 20;

    private final OciLayout product = OciLayout.of("faas-events");

    @TempDir private Path folder;

    @Test
    void twoBuildsGiveOneDigest() {
        List<String> images = List.of("faas-events", "nats", "sample-function");
        List<String> first = images.stream().map(image -> OciLayout.of(image).digest()).toList();

        ImageBuild.run();

        assertThat(images)
                .extracting(image -> OciLayout.of(image).digest())
                .describedAs("of a checkout that stayed as it was: the revision is a label")
                .isEqualTo(first);
    }

    @Test
    void itsLayersGoFromWhatChangesLeastToWhatChangesMost() {
        assertThat(product.layerNames())
                .containsExactly("base", "runtime", "dependencies", "classes", "aot");
        assertThat(product.manifest().path("layers")).hasSize(5);
    }

    @Test
    void itsLayerOfClassesHasOurClassesAloneAndIsSmall() throws IOException {
        JsonNode classes = product.manifest().path("layers").path(3);

        assertThat(classes.path("size").asLong()).isBetween(MIB / 4, 4 * MIB);
        assertThat(entries(ImageBuild.layer("classes").resolve("app/faas-events.jar")))
                .contains("com/justfaas/app/Main.class")
                .filteredOn(entry -> !entry.startsWith("com/justfaas/"))
                .containsExactlyInAnyOrder("META-INF/MANIFEST.MF");
    }

    /** The same code runs as that of the jar: no entry is lost, and none is in both. */
    @Test
    void itsJarsHaveWhatTheJarOfTheBuildHas() throws IOException {
        List<String> both =
                new ArrayList<>(
                        entries(ImageBuild.layer("classes").resolve("app/faas-events.jar")));
        both.addAll(entries(ImageBuild.layer("dependencies").resolve("app/dependencies.jar")));
        assertThat(both.remove("META-INF/MANIFEST.MF")).isTrue();

        assertThat(both)
                .containsExactlyInAnyOrderElementsOf(
                        entries(Checkout.root().resolve("app/target/faas-events.jar")));
    }

    @Test
    void saysWhatItIsAndHowItRuns() {
        JsonNode config = product.config();

        assertThat(config.path("User").asText()).isEqualTo("65532:65532");
        assertThat(config.path("ExposedPorts").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("8080/tcp", "9090/tcp", "9091/tcp");
        assertThat(product.entrypoint()).startsWith("/opt/java/bin/java");
        assertThat(product.variable("JAVA_TOOL_OPTIONS"))
                .contains("-XX:+UseSerialGC")
                .contains("-XX:+UseCompactObjectHeaders");
        JsonNode labels = config.path("Labels");
        String label = "org.opencontainers.image.";
        assertThat(labels.path(label + "title").asText()).isEqualTo("FaaS Events");
        assertThat(labels.path(label + "version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(labels.path(label + "revision").asText())
                .matches("[0-9a-f]{40}(-dirty)?|unknown");
        assertThat(labels.path(label + "created").asText())
                .isEqualTo(product.configFile().path("created").asText());
        assertThat(
                        product.descriptor()
                                .path("annotations")
                                .path("io.containerd.image.name")
                                .asText())
                .isEqualTo(
                        "docker.io/justfaas/faas-events:"
                                + labels.path(label + "version").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"faas-events", "nats", "sample-function"})
    void hasNeitherShellNorPackageManagerNorWhatOthersCanWrite(String image) throws IOException {
        RootFileSystem root = RootFileSystem.unpacked(image, folder);

        assertThat(root.files())
                .hasSizeGreaterThan(1)
                .filteredOn(file -> file.matches(".*/bin/(.*sh|busybox|apt.*|dpkg.*|perl.*)"))
                .isEmpty();
        for (String file : root.files()) {
            Path path = root.folder().resolve(file.substring(1));
            if (!Files.isSymbolicLink(path) && !List.of("/tmp", "/dev", "/proc").contains(file)) {
                assertThat(Files.getPosixFilePermissions(path))
                        .describedAs(file)
                        .doesNotContain(
                                PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);
            }
        }
    }

    @Test
    void hasCertificatesTimeZonesAndTheNameOfItsUser() throws IOException {
        RootFileSystem root = RootFileSystem.unpacked("faas-events", folder);

        assertThat(root.folder().resolve("etc/ssl/certs/ca-certificates.crt"))
                .content()
                .contains("BEGIN CERTIFICATE");
        assertThat(root.folder().resolve("usr/share/zoneinfo/Europe/Berlin")).isRegularFile();
        assertThat(root.folder().resolve("etc/passwd")).content().contains("nonroot:x:65532:65532");
        assertThat(root.folder().resolve("var/lib/dpkg/status.d/libc6"))
                .content()
                .contains("Version:");
        assertThat(Files.size(ImageBuild.archive("faas-events"))).isLessThan(100 * MIB);
    }

    private static List<String> entries(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.endsWith("/"))
                    .toList();
        }
    }
}
