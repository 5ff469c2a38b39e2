package com.justfaas.e2e.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.testkit.FaasEventsProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The product's jar as a router, with the options that its manifests give the JVM, and a heap of
 * 256 MB.
 *
 * @param process for what happens to it as a process
 */
record RouterReplica(FaasEventsProcess process) implements AutoCloseable {

    private static final List<String> JVM =
            List.of(
                    "-Xmx256m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:+UseSerialGC",
                    "-XX:NewRatio=1",
                    "-XX:SurvivorRatio=4",
                    "-XX:TrimNativeHeapInterval=1000",
                    "-XX:+UseCompactObjectHeaders");

    private static final Duration READY = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Waits for nothing. */
    static RouterReplica start(String natsUrl, String invokeUrl) {
        return start(natsUrl, invokeUrl, Map.of());
    }

    /**
     * Waits for nothing.
     *
     * @param more settings beside those that every router here has
     */
    static RouterReplica start(String natsUrl, String invokeUrl, Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(
                        Map.of(
                                "FAAS_ROLES",
                                "router",
                                "FAAS_NATS_URL",
                                natsUrl,
                                "FAAS_INVOKE_URL",
                                invokeUrl,
                                "FAAS_LOG_FORMAT",
                                "text"));
        settings.putAll(more);
        return new RouterReplica(FaasEventsProcess.start(null, settings, JVM));
    }

    RouterReplica awaitReady() {
        process.awaitReady(READY);
        return this;
    }

    /** {@code POST /apis/events}. */
    URI door() {
        return process.ingressUri().resolve("/apis/events");
    }

    /** Deliveries that are neither over nor running. */
    long drift() {
        return get("/api/deliveries").path("drift").asLong();
    }

    /** The count of deliveries, as the API gives it. */
    JsonNode deliveries() {
        return get("/api/deliveries");
    }

    JsonNode functions() {
        return get("/api/functions").path("functions");
    }

    /** Resident memory in MB, now or the most so far. */
    long residentMegabytes(boolean most) {
        String field = most ? "VmHWM:" : "VmRSS:";
        try {
            return Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
                            .filter(line -> line.startsWith(field))
                            .map(line -> line.replaceAll("\\D", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElseThrow()
                    / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException("memory is measured where there is /proc", e);
        }
    }

    private JsonNode get(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(process.managementUri().resolve(path))
                        .timeout(Duration.ofSeconds(20))
                        .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(process.logTail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills it, if it runs. */
    @Override
    public void close() {
        process.close();
    }
}
