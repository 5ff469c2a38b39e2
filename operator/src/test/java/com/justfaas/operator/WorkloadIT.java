package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What runs a function, on a real API server with Kubernetes' own controllers. */
class WorkloadIT {

    @RegisterExtension
    static final KubernetesExtension KUBERNETES = KubernetesExtension.withControllers();

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final Map<String, String> TOPIC =
            Map.of("justfaas.com/event-type", "order.paid");

    private Stage stage;
    private Children children;

    @BeforeEach
    void setUp() {
        stage =
                new Stage(KUBERNETES.server(), KUBERNETES.namespace(), NATS.url())
                        .withDefinitionAndRoles();
        children = new Children(stage.admin(), stage.namespace());
        Stage.awaitWatching(stage.start(stage.running()));
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void runsAFunctionAndIsReadyWhenAPodIs() {
        Function function = stage.functions.create("checkout", TOPIC, "image: nginx\nport: 80");
        stage.functions.awaitCondition("checkout", "WorkloadAvailable", "False/Starting");
        stage.functions.awaitCondition("checkout", "Ready", "False/Starting");

        assertThat(children.kinds("checkout"))
                .containsExactly("Deployment", "Service", "HorizontalPodAutoscaler");
        Deployment deployment = children.deployment("checkout");
        assertThat(deployment.getMetadata().getOwnerReferences())
                .singleElement()
                .returns(function.getMetadata().getUid(), OwnerReference::getUid);
        assertThat(deployment.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "faas-operator")
                .containsEntry("justfaas.com/name", stage.namespace() + ".checkout")
                .containsEntry("app.kubernetes.io/component", "function");
        Container container =
                deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        Service service = children.get(Service.class, "checkout");
        assertThat(service.getSpec().getPorts())
                .singleElement()
                .returns(8080, port -> port.getPort())
                .returns(80, port -> port.getTargetPort().getIntVal());
        assertThat(
                        children.get(HorizontalPodAutoscaler.class, "checkout")
                                .getSpec()
                                .getMaxReplicas())
                .isEqualTo(20);

        children.run("checkout", Children.ready());
        stage.functions.awaitCondition("checkout", "Ready", "True");
        assertThat(stage.functions.status("checkout").orElseThrow().replicas()).isEqualTo(1);
    }

    @Test
    void saysWhyNoPodCanServe() {
        stage.functions.create("checkout", TOPIC, "image: nowhere/nothing:1");
        stage.functions.awaitCondition("checkout", "WorkloadAvailable", "False/Starting");
        children.run("checkout", Children.waiting("ImagePullBackOff"));
        stage.functions.awaitCondition("checkout", "Ready", "False/ImageNotPulled");
        assertThat(stage.functions.notes("checkout"))
                .anyMatch(note -> note.startsWith("Warning ImageNotPulled: the image"));
    }

    @Test
    void repairsItsFieldsAndLeavesThoseOfOthers() {
        stage.functions.create("checkout", TOPIC, "image: nginx");
        Stage.await().until(() -> children.kinds("checkout").size() == 3);
        stage.admin()
                .apps()
                .deployments()
                .inNamespace(stage.namespace())
                .withName("checkout")
                .edit(
                        deployment -> {
                            deployment.getMetadata().getAnnotations().put("team", "shop");
                            Container container =
                                    deployment
                                            .getSpec()
                                            .getTemplate()
                                            .getSpec()
                                            .getContainers()
                                            .getFirst();
                            container.setImage("evil");
                            container.setWorkingDir("/work");
                            deployment.getSpec().setReplicas(3);
                            return deployment;
                        });
        Stage.await()
                .untilAsserted(
                        () -> assertThat(container("checkout").getImage()).isEqualTo("nginx"));
        assertThat(container("checkout").getWorkingDir()).isEqualTo("/work");
        assertThat(children.deployment("checkout").getMetadata().getAnnotations())
                .containsEntry("team", "shop");
        assertThat(children.deployment("checkout").getSpec().getReplicas()).isEqualTo(3);

        children.resource(Service.class, "checkout").delete();
        Stage.await().until(() -> children.find(Service.class, "checkout").isPresent());
    }

    @Test
    void deletesAChildThatIsNoLongerWanted() {
        stage.functions.create(
                "nightly",
                Map.of(
                        "justfaas.com/cron-expression", "0 3 * * *",
                        "justfaas.com/cron-timezone", "Europe/Amsterdam"),
                "image: nginx");
        Stage.await().until(() -> children.find(CronJob.class, "nightly").isPresent());
        assertThat(children.get(CronJob.class, "nightly").getSpec())
                .returns("0 3 * * *", spec -> spec.getSchedule())
                .returns("Europe/Amsterdam", spec -> spec.getTimeZone());

        stage.functions.annotate("nightly", "justfaas.com/cron-expression", "");
        Stage.await().until(() -> children.find(CronJob.class, "nightly").isEmpty());
        assertThat(children.kinds("nightly"))
                .containsExactly("Deployment", "Service", "HorizontalPodAutoscaler");
    }

    @Test
    void leavesAChildAloneThatSomebodyElseMade() {
        stage.admin()
                .resource(
                        new ServiceBuilder()
                                .withNewMetadata()
                                .withNamespace(stage.namespace())
                                .withName("checkout")
                                .endMetadata()
                                .withNewSpec()
                                .addNewPort()
                                .withPort(1)
                                .endPort()
                                .endSpec()
                                .build())
                .create();
        stage.functions.create("checkout", TOPIC, "image: nginx");
        stage.functions.awaitCondition("checkout", "Ready", "False/ForeignResource");
        assertThat(stage.functions.message("checkout", "WorkloadAvailable"))
                .contains("the Service", "/checkout exists and is not managed by this operator");
        assertThat(children.get(Service.class, "checkout").getSpec().getPorts())
                .singleElement()
                .returns(1, port -> port.getPort());
        assertThat(children.find(Deployment.class, "checkout")).isPresent();
    }

    @Test
    void garbageIsCollectedWithTheFunction() {
        stage.functions.create("checkout", TOPIC, "image: nginx");
        Stage.await().until(() -> children.kinds("checkout").size() == 3);
        stage.functions.delete("checkout");
        Stage.await()
                .untilAsserted(() -> assertThat(children.kinds("checkout")).isEqualTo(List.of()));
    }

    private Container container(String name) {
        return children.deployment(name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }
}
