package com.justfaas.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the JVM of the image learns from (JEP 514, JEP 515): the product starts as both roles, is
 * elected, registers a Function, takes an event, calls the function, answers its probes, and stops.
 * {@code image/build} runs it with the JVM options and the command of the product.
 */
public final class TrainingRun {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String FUNCTION =
            """
            apiVersion: justfaas.com/v1alpha1
            kind: Function
            metadata:
              name: training
              annotations:
                justfaas.com/event-type: training.run
            spec:
              image: training/run
            """;

    private TrainingRun() {}

    /** Takes JAVA_TOOL_OPTIONS, then the words of the command. */
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        try (NatsServer nats = NatsServer.create();
                KubernetesServer kubernetes = KubernetesServer.create();
                RecordingFunction function = RecordingFunction.started()) {
            nats.start();
            kubernetes.start();
            prepare(kubernetes);
            Map<String, String> settings =
                    Map.of(
                            "JAVA_TOOL_OPTIONS",
                            words.getFirst(),
                            "FAAS_NATS_URL",
                            nats.url(),
                            "FAAS_INVOKE_URL",
                            function.uri() + "{namespace}/{name}",
                            "FAAS_PROBE_PORT",
                            "0",
                            "FAAS_LEADER_ELECTION",
                            "true",
                            "KUBECONFIG",
                            kubernetes.kubeconfig(KubernetesServer.ADMIN).toString(),
                            "POD_NAMESPACE",
                            "faas");
            try (FaasEventsProcess product =
                    FaasEventsProcess.startCommand(
                            null, settings, words.subList(1, words.size()))) {
                exercise(product, function);
            }
        }
    }

    private static void prepare(KubernetesServer kubernetes) {
        Path manifests = Checkout.root().resolve("manifests");
        kubernetes.apply(manifests.resolve("crds/functions.justfaas.com.yaml"), "faas");
        kubernetes.apply(manifests.resolve("base/namespace.yaml"), "faas");
        kubernetes.apply(write(FUNCTION), "faas");
    }

    private static Path write(String manifest) {
        try {
            Path file = Files.createTempFile("training", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void exercise(FaasEventsProcess product, RecordingFunction function) {
        product.awaitReady(TIMEOUT);
        // an event that comes before the function is registered is for no function
        Polling.await(
                "the function is called",
                TIMEOUT,
                () -> post(product) && function.requestCount() > 0,
                product::logTail);
        product.terminate();
    }

    private static boolean post(FaasEventsProcess product) {
        HttpRequest request =
                HttpRequest.newBuilder(product.ingressUri().resolve("/apis/events"))
                        .header("X-Event-Type", "training.run")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 202;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
