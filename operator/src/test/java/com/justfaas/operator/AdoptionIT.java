package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.crds.v1alpha1.FunctionSpec;
import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The children of the operator before this one are taken over in place. */
class AdoptionIT {

    @RegisterExtension
    static final KubernetesExtension KUBERNETES = KubernetesExtension.withControllers();

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final Path OLD = Path.of("src/test/resources/old/children.yaml");
    private static final String SPEC =
            """
            image: nginx
            env:
            - {name: COLOUR, value: blue}
            - name: NAMESPACE
              valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
            - name: KEY
              valueFrom: {secretKeyRef: {name: keys, key: main, optional: true}}
            secrets: [keys]
            """;
    private static final Map<String, String> ASLEEP_LATER =
            Map.of(
                    "justfaas.com/event-type", "order.paid",
                    "justfaas.com/scale-to-zero", "true");

    @TempDir Path folder;

    private Stage stage;
    private Children children;

    @BeforeEach
    void setUp() throws IOException {
        stage =
                new Stage(KUBERNETES.server(), KUBERNETES.namespace(), NATS.url())
                        .withDefinitionAndRoles();
        children = new Children(stage.admin(), stage.namespace());
        Path old = folder.resolve("children.yaml");
        Files.writeString(
                old,
                Files.readString(OLD)
                        .replace("NAMESPACE.everything", stage.namespace() + ".everything"));
        new Kubectl(
                        KUBERNETES.server().kubeconfig(com.justfaas.testkit.KubernetesServer.ADMIN),
                        stage.namespace())
                .run("create", "-f", old.toString());
        Stage.await().until(() -> !children.pods("everything").isEmpty());
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void restartsNoPodAndOwnsTheChildren() {
        PodTemplateSpec before = children.deployment("everything").getSpec().getTemplate();
        List<String> pods = podNames();
        adopt();

        Deployment after = children.deployment("everything");
        assertThat(after.getSpec().getTemplate()).isEqualTo(before);
        Stage.await()
                .until(
                        () ->
                                children.deployment("everything")
                                        .getStatus()
                                        .getObservedGeneration()
                                        .equals(after.getMetadata().getGeneration()));
        assertThat(podNames()).isEqualTo(pods);
        for (Class<? extends io.fabric8.kubernetes.api.model.HasMetadata> kind :
                List.of(Deployment.class, Service.class, HorizontalPodAutoscaler.class)) {
            ObjectMeta metadata = children.get(kind, "everything").getMetadata();
            assertThat(metadata.getOwnerReferences()).hasSize(1);
            assertThat(metadata.getLabels())
                    .containsEntry("app.kubernetes.io/component", "function")
                    .containsEntry("app.kubernetes.io/managed-by", "faas-operator");
        }
        // as the old one wrote it, it never scales
        assertThat(children.get(HorizontalPodAutoscaler.class, "everything").getSpec().getMetrics())
                .singleElement()
                .returns("AverageValue", metric -> metric.getObject().getTarget().getType());
    }

    @Test
    void appliesTheWholeTemplateWhenTheFunctionChanges() {
        adopt();
        stage.functions.edit(
                "everything",
                function -> {
                    FunctionSpec spec = function.getSpec();
                    function.setSpec(
                            new FunctionSpec(
                                    "nginx:2",
                                    spec.port(),
                                    spec.env().subList(0, 1),
                                    null,
                                    List.of(),
                                    List.of()));
                });
        Stage.await()
                .untilAsserted(
                        () -> {
                            PodTemplateSpec template =
                                    children.deployment("everything").getSpec().getTemplate();
                            Container container = template.getSpec().getContainers().getFirst();
                            assertThat(container.getImage()).isEqualTo("nginx:2");
                            // what the old operator set goes when it is no longer wanted
                            assertThat(container.getEnv())
                                    .extracting(EnvVar::getName)
                                    .containsExactly("COLOUR");
                            assertThat(container.getVolumeMounts()).isEmpty();
                            assertThat(template.getSpec().getVolumes()).isEmpty();
                            assertThat(template.getSpec().getAutomountServiceAccountToken())
                                    .isFalse();
                        });
        assertThat(children.deployment("everything").getMetadata().getAnnotations())
                .doesNotContainKey("justfaas.com/adopted");
    }

    @Test
    void appliesTheTemplateWhenTheFunctionChangedWhileNoOperatorRan() {
        stage.functions.create("everything", ASLEEP_LATER, SPEC.replace("nginx", "nginx:3"));
        Stage.awaitWatching(stage.start(stage.running()));
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(
                                                children.deployment("everything")
                                                        .getSpec()
                                                        .getTemplate()
                                                        .getSpec()
                                                        .getContainers()
                                                        .getFirst()
                                                        .getImage())
                                        .isEqualTo("nginx:3"));
    }

    private List<String> podNames() {
        return children.pods("everything").stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    private void adopt() {
        stage.functions.create("everything", ASLEEP_LATER, SPEC);
        Stage.awaitWatching(stage.start(stage.running()));
        Stage.await()
                .until(
                        () ->
                                !children.deployment("everything")
                                                .getMetadata()
                                                .getOwnerReferences()
                                                .isEmpty()
                                        && !children.get(
                                                        HorizontalPodAutoscaler.class, "everything")
                                                .getMetadata()
                                                .getOwnerReferences()
                                                .isEmpty()
                                        && !children.get(Service.class, "everything")
                                                .getMetadata()
                                                .getOwnerReferences()
                                                .isEmpty());
    }
}
