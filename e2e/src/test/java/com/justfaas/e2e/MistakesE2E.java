package com.justfaas.e2e;

import static com.justfaas.e2e.Waiting.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.FaasEventsProcess;
import com.justfaas.testkit.FreePorts;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be started as it is set up: a line each, exit code 2, and no stack trace. */
class MistakesE2E {

    private static final Map<String, String> ROUTER = Map.of("FAAS_ROLES", "router");

    @Test
    void saysAllThatIsWrongAtOnce() {
        assertThat(
                        mistakesOf(
                                Map.of(
                                        "FAAS_HTTP_PORT", "eighty",
                                        "FAAS_SHUTDOWN_GRACE", "25",
                                        "FAAS_INVOKE_URL", "ftp://{name}",
                                        "FAAS_NATS_URI", "nats://nats:4222")))
                .containsExactly(
                        "FAAS_HTTP_PORT: \"eighty\" is not a port; write a number from 0 to 65535 (default 8080)",
                        "FAAS_INVOKE_URL: \"ftp://{name}\" is not an http or https URL with a host (default http://{name}.{namespace}.svc.cluster.local:8080/)",
                        "FAAS_SHUTDOWN_GRACE: \"25\" is not a duration; write it like 5s or 1m30s (default 25s)",
                        "FAAS_NATS_URI: there is no such setting; did you mean FAAS_NATS_URL?");
    }

    @Test
    void saysThatThereIsNoCluster() {
        assertThat(mistakesOf(Map.of()))
                .singleElement()
                .asString()
                .startsWith("KUBECONFIG: there is no file ")
                .endsWith("or set FAAS_ROLES=router, which needs no Kubernetes");
    }

    @Test
    void saysWhereAKubeconfigIsBroken(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("config"), "clusters: [\nnot: yaml");

        assertThat(mistakesOf(Map.of("KUBECONFIG", broken.toString())))
                .containsExactly(
                        "KUBECONFIG: \"%s\" is not a kubeconfig (line 1, column 11); correct it, or set FAAS_ROLES=router, which needs no Kubernetes"
                                .formatted(broken));
    }

    @Test
    void asksForNoKubeconfigWithoutAnOperator() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(mistakesOf(with(ROUTER, "FAAS_HTTP_PORT", port)))
                    .singleElement()
                    .asString()
                    .startsWith("cannot listen on port " + port)
                    .contains("FAAS_HTTP_PORT");
        }
    }

    @Test
    void saysThatTheManagementPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(mistakesOf(with(ROUTER, "FAAS_MANAGEMENT_PORT", port)))
                    .singleElement()
                    .asString()
                    .startsWith("cannot listen on port " + port)
                    .contains("FAAS_MANAGEMENT_PORT");
        }
    }

    @Test
    void saysThatTheProbePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(mistakesOf(with(ROUTER, "FAAS_PROBE_PORT", port)))
                    .singleElement()
                    .asString()
                    .startsWith("cannot listen on port " + port)
                    .contains("FAAS_PROBE_PORT");
        }
    }

    @Test
    void startsWithoutAWarningOfTheJdk() {
        try (FaasEventsProcess product =
                FaasEventsProcess.start(
                        null,
                        with(ROUTER, "FAAS_NATS_URL", "nats://127.0.0.1:" + FreePorts.pick()),
                        List.of())) {
            product.ingressUri();

            assertThat(product.terminate()).isZero();
            assertThat(product.log()).doesNotContain("WARNING");
            assertThat(product.log().lines()).allMatch(line -> line.startsWith("{\"time\":\""));
        }
    }

    private static Map<String, String> with(Map<String, String> some, String name, String value) {
        Map<String, String> all = new HashMap<>(some);
        all.put(name, value);
        return all;
    }

    /** What it says beside its log, after it has ended as it should. */
    private static List<String> mistakesOf(Map<String, String> settings) {
        try (Replica replica = new Product(settings).start()) {
            FaasEventsProcess process = replica.process();
            assertThat(process.awaitExit(SOON)).isEqualTo(2);
            assertThat(process.log()).doesNotContain("\tat ", "Exception");
            return process.log().lines().filter(line -> !line.startsWith("{\"time\"")).toList();
        }
    }
}
