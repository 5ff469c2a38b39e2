package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.KubernetesServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kubectl prints when a Function with a mistake is applied; it is stored anyway. */
class AdmissionPolicyIT {

    private static final KubernetesServer KUBERNETES = KubernetesServer.create();

    @TempDir Path folder;

    @BeforeAll
    static void start() {
        KUBERNETES.start();
        kubectl().run("apply", "-f", Stage.MANIFESTS + "/crds/functions.justfaas.com.yaml");
        kubectl().run("wait", "--for=condition=Established", "crd/functions.justfaas.com");
        kubectl().run("apply", "-f", Stage.MANIFESTS + "/base/admission-policy.yaml");
        // the API server reads policies every second or so
        Stage.await()
                .until(
                        () ->
                                kubectl()
                                        .run(
                                                "create",
                                                "--dry-run=server",
                                                "-f",
                                                "src/test/resources/policy-probe.yaml")
                                        .contains("Warning"));
    }

    @AfterAll
    static void stop() {
        KUBERNETES.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    event-type             | order..x, order.cr*   | "order..x", "order.cr*" cannot be used
                    event-timeout          | 5                     | not a duration
                    event-max-age          | 1 day                 | not a duration
                    scale-to-zero-cooldown | soon                  | not a duration
                    event-retries          | many                  | not a whole number
                    scale-min              | 1.5                   | not a whole number
                    event-paused           | yes                   | write true or false
                    cron-expression        | every day             | is not a cron expression
                    cron-expression        | * * * *               | is not a cron expression
                    """)
    void warnsOfAnAnnotation(String name, String value, String warning) throws IOException {
        assertThat(
                        apply(
                                "metadata: {name: f, annotations: {justfaas.com/%s: \"%s\"}}\nspec: {image: a}"
                                        .formatted(name, value)))
                .contains("Warning: ", "justfaas.com/" + name, warning)
                .containsPattern("function.justfaas.com/f (created|configured)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {image: ' '}                                   | spec.image is empty
                    {image: a, port: 99999}                        | spec.port is not a whole number
                    {image: a, port: 80.5}                         | spec.port is not a whole number
                    {image: a, ingress: {host: Shop.example.com}}  | upper case
                    """)
    void warnsOfASpec(String spec, String warning) throws IOException {
        assertThat(apply("metadata: {name: g}\nspec: " + spec)).contains("Warning: ", warning);
    }

    @Test
    void isSilentAboutWhatCanBeUsed() throws IOException {
        for (String good :
                List.of(
                        "metadata: {name: h}\nspec: {image: a}",
                        "metadata: {name: h, annotations: {other: x}}\nspec: {image: a, port: 8080.0}",
                        """
                        metadata:
                          name: h
                          annotations:
                            justfaas.com/event-type: " order.created, , order.*.eu ,audit.>, > ,*"
                            justfaas.com/event-timeout: 1h30m
                            justfaas.com/event-retries: " 3 "
                            justfaas.com/event-paused: "false"
                            justfaas.com/cron-expression: "*/5 8-18 * * MON-FRI"
                        spec: {image: a, ingress: {host: shop.example.com}}
                        """)) {
            assertThat(apply(good)).doesNotContain("Warning");
        }
    }

    private String apply(String text) throws IOException {
        Path file = folder.resolve("function.yaml");
        Files.writeString(file, "apiVersion: justfaas.com/v1alpha1\nkind: Function\n" + text);
        return kubectl().run("apply", "-f", file.toString());
    }

    private static Kubectl kubectl() {
        return new Kubectl(KUBERNETES.kubeconfig(KubernetesServer.ADMIN), "default");
    }
}
