package com.justfaas.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.justfaas.testkit.ChildCommand;
import com.justfaas.testkit.ChildProcess;
import com.justfaas.testkit.FreePorts;
import com.justfaas.testkit.ServerBinaries;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images in a real registry: the CNCF distribution (issue 12, point 5). */
@ClusterTest
class ImagePushE2E {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    @TempDir private static Path folder;

    private static String registry;
    private static ChildProcess server;

    @BeforeAll
    static void push() throws Exception {
        ImageBuild.ensure();
        registry = "127.0.0.1:" + FreePorts.pick();
        Path settings = folder.resolve("registry.yaml");
        Files.writeString(
                settings,
                """
                version: 0.1
                storage:
                  filesystem:
                    rootdirectory: %s
                http:
                  addr: %s
                """
                        .formatted(folder.resolve("registry"), registry));
        String binary = ServerBinaries.locate("registry").find("registry").toString();
        server =
                ChildProcess.start(
                        ChildCommand.of(
                                "registry",
                                folder.resolve("registry.log"),
                                List.of(binary, "serve", settings.toString())));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> get("/v2/").statusCode() == 200);
        // the images are built; --old-file keeps make from building them again
        Command.succeed("make", "--old-file=image", "push", "REGISTRY=" + registry);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"faas-events", "nats", "sample-function"})
    void whatIsPulledIsWhatWasBuilt(String image) throws Exception {
        OciLayout built = OciLayout.of(image);
        String name =
                built.descriptor().path("annotations").path("io.containerd.image.name").asText();
        String tag = name.substring(name.lastIndexOf(':') + 1);

        HttpResponse<byte[]> manifest = get("/v2/justfaas/%s/manifests/%s".formatted(image, tag));

        assertThat(manifest.statusCode()).isEqualTo(200);
        assertThat(manifest.headers().firstValue("Docker-Content-Digest")).contains(built.digest());
        assertThat(digest(manifest.body())).isEqualTo(built.digest());
        for (JsonNode layer : built.manifest().path("layers")) {
            String wanted = layer.path("digest").asText();
            byte[] blob = get("/v2/justfaas/%s/blobs/%s".formatted(image, wanted)).body();
            assertThat(digest(blob)).isEqualTo(wanted);
        }
    }

    @Test
    void anotherBaseCanComeFromTheRegistryAnArchiveOrALayout() {
        OciLayout nats = OciLayout.of("nats");
        String tag = nats.config().path("Labels").path("org.opencontainers.image.version").asText();
        for (String base :
                List.of(
                        registry + "/justfaas/nats:" + tag,
                        ImageBuild.archive("nats").toString(),
                        ImageBuild.layout("nats").toString())) {
            Path layout = folder.resolve("layout");

            Command made = assemble(base, layout);

            assertThat(made.exitCode()).describedAs(made.output()).isZero();
            assertThat(new OciLayout(layout).layerNames())
                    .describedAs(base)
                    .containsExactly("base", "nats", "sample-function");
        }
    }

    @Test
    void aBaseThatIsNotThereIsNamed() {
        Command made = assemble(registry + "/no/such:1", folder.resolve("none"));

        assertThat(made.exitCode()).isEqualTo(1);
        assertThat(made.output())
                .contains("IMAGE_BASE: %s/no/such:1 cannot be pulled".formatted(registry));
    }

    @Test
    void aPushWithoutARegistrySaysHowToNameOne() {
        Command make = Command.run(List.of("make", "--old-file=image", "push"), Map.of());

        assertThat(make.exitCode()).isNotZero();
        assertThat(make.output()).contains("make push REGISTRY=registry.example.com/team");
    }

    private static Command assemble(String base, Path layout) {
        return Command.run(
                List.of(
                        ImageBuild.tool(),
                        "assemble",
                        "-recipe",
                        "image/sample-function.json",
                        "-version",
                        "1",
                        "-created",
                        "2026-01-01T00:00:00Z",
                        "-base",
                        base,
                        "-layout",
                        layout.toString(),
                        "-archive",
                        layout + ".tar",
                        "%s=%s"
                                .formatted(
                                        ImageBuild.platform(),
                                        ImageBuild.layer("sample-function"))),
                Map.of());
    }

    private static HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + registry + path))
                        .header("Accept", MANIFEST)
                        .timeout(Duration.ofSeconds(30))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofByteArray());
        }
    }

    private static String digest(byte[] content) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
        return "sha256:" + HexFormat.of().formatHex(sum);
    }
}
