package com.justfaas.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Checkout;
import com.justfaas.testkit.FaasEventsProcess;
import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The product from its image, as both roles: as user 65532, where only /tmp can be written to, and
 * sooner for its AOT cache (issue 12, point 5).
 */
@ClusterTest
class ImageStartE2E {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();
    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final Duration START = Duration.ofSeconds(60);
    private static final int PAIRS = 3;

    @TempDir private static Path folder;

    private static RootFileSystem root;
    private static List<String> entrypoint;
    private static String options;

    @BeforeAll
    static void unpack() throws IOException {
        root = RootFileSystem.unpacked("faas-events", folder);
        OciLayout image = OciLayout.of("faas-events");
        entrypoint = image.entrypoint();
        options = image.variable("JAVA_TOOL_OPTIONS");
        Path manifests = Checkout.root().resolve("manifests");
        KUBERNETES.server().apply(manifests.resolve("crds/functions.justfaas.com.yaml"), "faas");
        KUBERNETES.server().apply(manifests.resolve("base/namespace.yaml"), "faas");
        Path kubeconfig = root.temporary().resolve("kubeconfig");
        Files.copy(
                KUBERNETES.kubeconfig(KubernetesServer.ADMIN),
                kubeconfig,
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(kubeconfig.toFile().setReadable(true, false)).isTrue();
    }

    @Test
    void takesEventsAsAUserWithoutRightsOnARootThatCannotBeWrittenTo() throws Exception {
        try (FaasEventsProcess product = start("-XX:AOTMode=on")) {
            product.awaitReady(START);

            Path process = Path.of("/proc", Long.toString(product.pid()));
            assertThat(process.resolve("status"))
                    .content()
                    .containsPattern("Uid:\\s+65532\\s+65532")
                    .containsPattern("CapEff:\\s+0000000000000000");
            assertThat(Files.readAllLines(process.resolve("mountinfo")))
                    .filteredOn(mount -> mount.split(" ", -1)[4].equals("/"))
                    .isNotEmpty()
                    .allMatch(mount -> mount.split(" ", -1)[5].startsWith("ro"));
            assertThat(post(product)).isEqualTo(202);
            assertThat(product.terminate()).isIn(0, 143);
        }
    }

    /** With {@code AOTMode=on} a cache that does not fit ends the JVM. */
    @Test
    void isReadySoonerForItsAotCache() {
        List<Long> with = new ArrayList<>();
        List<Long> without = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            with.add(millisUntilReady("-XX:AOTMode=on"));
            without.add(millisUntilReady("-XX:AOTMode=off"));
        }

        report("ready after %s ms with the AOT cache, %s ms without".formatted(with, without));
        assertThat(median(with)).isLessThan(median(without) * 3 / 4);
    }

    /**
     * An AOT cache is for one layout of headers: a Deployment that asks for another starts later.
     */
    @Test
    void startsWhereItsAotCacheDoesNotFit() {
        try (FaasEventsProcess product = start("-XX:-UseCompactObjectHeaders")) {
            product.awaitReady(START);

            assertThat(product.log()).contains("Unable to use AOT cache");
            product.terminate();
        }
    }

    private static long millisUntilReady(String more) {
        long started = System.nanoTime();
        try (FaasEventsProcess product = start(more)) {
            product.awaitReady(START);
            long millis = (System.nanoTime() - started) / 1_000_000;
            // one that is killed keeps the lease from the next
            product.terminate();
            return millis;
        }
    }

    private static FaasEventsProcess start(String moreOptions) {
        Map<String, String> settings = new HashMap<>();
        settings.put("JAVA_TOOL_OPTIONS", options + " " + moreOptions);
        settings.put("FAAS_NATS_URL", NATS.server().url());
        settings.put("FAAS_LEADER_ELECTION", "true");
        settings.put("POD_NAMESPACE", "faas");
        settings.put("KUBECONFIG", "/tmp/kubeconfig");
        settings.put("FAAS_PROBE_PORT", "0");
        return root.start(entrypoint, settings);
    }

    private static int post(FaasEventsProcess product) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(product.ingressUri().resolve("/apis/events"))
                        .header("X-Event-Type", "order.created")
                        .POST(BodyPublishers.ofString("{}"))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static long median(List<Long> millis) {
        return millis.stream().sorted().toList().get(millis.size() / 2);
    }

    @SuppressWarnings("SystemOut") // the figures are for the reader of the build's output
    private static void report(String figures) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        System.out.printf("image | start | %s (load %.1f)%n", figures, load);
    }
}
