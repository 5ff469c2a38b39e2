package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What goes wrong around the resources that run a function, under the shipped role: each ends in a
 * clear condition, and the operator goes on.
 */
class WorkloadFaultsIT {

    @RegisterExtension
    static final KubernetesExtension KUBERNETES = KubernetesExtension.withControllers();

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final Map<String, String> TOPIC =
            Map.of("justfaas.com/event-type", "order.paid");

    private Stage stage;
    private Children children;
    private Operator operator;

    @BeforeEach
    void setUp() {
        stage =
                new Stage(KUBERNETES.server(), KUBERNETES.namespace(), NATS.url())
                        .withDefinitionAndRoles();
        children = new Children(stage.admin(), stage.namespace());
        operator = stage.start(stage.running());
        Stage.awaitWatching(operator);
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void aQuotaOfPodsIsNamed() {
        quota("pods");
        stage.functions.create("checkout", TOPIC, "image: nginx");
        stage.functions.awaitCondition("checkout", "Ready", "False/QuotaExceeded");
        assertThat(stage.functions.message("checkout", "WorkloadAvailable"))
                .contains("exceeded quota: test");
        assertGoesOn();
    }

    @Test
    void aQuotaOfServicesIsNamed() {
        quota("services");
        stage.functions.create("checkout", TOPIC, "image: nginx");
        stage.functions.awaitCondition("checkout", "Ready", "False/QuotaExceeded");
        assertThat(children.find(Deployment.class, "checkout")).isPresent();
    }

    @Test
    void whatTheApiServerRefusesIsNamed() {
        stage.functions.create(
                "checkout",
                Map.of(
                        "justfaas.com/cron-timezone",
                        "Mars/Base",
                        "justfaas.com/cron-expression",
                        "* * * * 9"),
                "image: nginx");
        stage.functions.awaitCondition("checkout", "AnnotationsValid", "False/InvalidAnnotation");
        assertThat(stage.functions.message("checkout", "AnnotationsValid"))
                .contains("cron-expression", "cron-timezone", "Mars/Base");
        assertThat(children.find(CronJob.class, "checkout")).isEmpty();

        stage.functions.create(
                "refused",
                Map.of("justfaas.com/secrets-mount-path", "/var/faas/config"),
                "image: nginx\nsecrets: [keys]\nconfigMaps: [colours]");
        stage.functions.awaitCondition("refused", "Ready", "False/ResourceRefused");
        assertThat(stage.functions.message("refused", "WorkloadAvailable"))
                .contains("/var/faas/config");
        assertGoesOn();
    }

    /** As after an update of the operator without the update of its role. */
    @Test
    void aRightThatIsMissingIsNamed() {
        stage.admin()
                .rbac()
                .clusterRoles()
                .withName("faas-events")
                .edit(
                        role -> {
                            role.getRules()
                                    .removeIf(rule -> rule.getResources().contains("deployments"));
                            return role;
                        });
        operator.close();
        Operator next = stage.start(stage.running());
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(next.health().problem().orElse(""))
                                        .contains(
                                                "does not let us list deployments.apps; the role for it is in manifests/base"));
        stage.withRoles();
        Stage.awaitWatching(next);
    }

    @Test
    void aNamespaceThatIsDeletedTakesItsFunctionsAlong() {
        stage.functions.create("checkout", TOPIC, "image: nginx");
        awaitChildren("checkout");
        stage.admin().namespaces().withName(stage.namespace()).delete();
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(
                                                stage.admin()
                                                        .namespaces()
                                                        .withName(stage.namespace())
                                                        .get())
                                        .isNull());
        stage.journal().awaitLines("added checkout", "deleted checkout");
        assertThat(operator.health().isGood()).isTrue();
    }

    @Test
    void aForegroundDeletionEnds() {
        stage.functions.create("checkout", TOPIC, "image: nginx");
        awaitChildren("checkout");
        stage.functions
                .function("checkout")
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();
        Stage.await().until(() -> stage.functions.find("checkout").isEmpty());
        assertThat(children.kinds("checkout")).isEmpty();
    }

    @Test
    void anOrphanDeletionLeavesTheChildrenAndTheNextFunctionTakesThemOver() {
        stage.functions.create("checkout", TOPIC, "image: nginx");
        awaitChildren("checkout");
        String uid = children.deployment("checkout").getMetadata().getUid();
        stage.functions
                .function("checkout")
                .withPropagationPolicy(DeletionPropagation.ORPHAN)
                .delete();
        Stage.await().until(() -> stage.functions.find("checkout").isEmpty());
        assertThat(children.kinds("checkout")).hasSize(3);

        stage.functions.create("checkout", TOPIC, "image: nginx:2");
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(
                                                children.deployment("checkout")
                                                        .getSpec()
                                                        .getTemplate()
                                                        .getSpec()
                                                        .getContainers()
                                                        .getFirst()
                                                        .getImage())
                                        .isEqualTo("nginx:2"));
        assertThat(children.deployment("checkout").getMetadata().getUid()).isEqualTo(uid);
        assertThat(children.deployment("checkout").getMetadata().getOwnerReferences()).hasSize(1);
    }

    @Test
    void aFunctionThatIsDeletedAndRecreatedAtOnceRuns() {
        stage.functions.create("checkout", TOPIC, "image: nginx");
        awaitChildren("checkout");
        stage.functions.deletePastTheFinalizer("checkout");
        Stage.await().until(() -> stage.functions.find("checkout").isEmpty());
        String uid =
                stage.functions.create("checkout", TOPIC, "image: nginx").getMetadata().getUid();
        // the garbage collector may remove the children of the first one meanwhile
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(
                                                List.of(
                                                        owner(Deployment.class),
                                                        owner(Service.class),
                                                        owner(HorizontalPodAutoscaler.class)))
                                        .containsOnly(uid));
    }

    @Test
    void aHundredEditsInASecondEndInTheLastOne() {
        stage.functions.create("checkout", TOPIC, "image: nginx");
        awaitChildren("checkout");
        for (int i = 1; i <= 100; i++) {
            stage.functions.annotate("checkout", "justfaas.com/scale-max", Integer.toString(i));
        }
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(
                                                children.get(
                                                                HorizontalPodAutoscaler.class,
                                                                "checkout")
                                                        .getSpec()
                                                        .getMaxReplicas())
                                        .isEqualTo(100));
    }

    @Test
    void namesThatDoNotFitAreCut() {
        String name = "a".repeat(63);
        Map<String, String> annotations = new HashMap<>(TOPIC);
        annotations.put("justfaas.com/cron-expression", "@hourly");
        stage.functions.create(name, annotations, "image: nginx\nsecrets: [keys]\nconfigMaps: [c]");
        stage.functions.awaitCondition(name, "WorkloadAvailable", "False/Starting");
        assertThat(children.kinds(name)).contains("Deployment", "Service");
        assertThat(
                        stage.admin()
                                .batch()
                                .v1()
                                .cronjobs()
                                .inNamespace(stage.namespace())
                                .list()
                                .getItems())
                .singleElement()
                .satisfies(job -> assertThat(job.getMetadata().getName()).hasSize(52));
    }

    private String owner(Class<? extends HasMetadata> kind) {
        return children.find(kind, "checkout").stream()
                .flatMap(child -> child.getMetadata().getOwnerReferences().stream())
                .map(reference -> reference.getUid())
                .findFirst()
                .orElse("none");
    }

    private void quota(String resource) {
        stage.admin()
                .resource(
                        new ResourceQuotaBuilder()
                                .withNewMetadata()
                                .withNamespace(stage.namespace())
                                .withName("test")
                                .endMetadata()
                                .withNewSpec()
                                .addToHard(resource, new Quantity("0"))
                                .endSpec()
                                .build())
                .create();
        Stage.await()
                .until(
                        () ->
                                stage.admin()
                                                .resourceQuotas()
                                                .inNamespace(stage.namespace())
                                                .withName("test")
                                                .get()
                                                .getStatus()
                                                .getHard()
                                        != null);
    }

    private void awaitChildren(String name) {
        Stage.await().until(() -> children.kinds(name).size() == 3);
    }

    private void assertGoesOn() {
        stage.functions.create("healthy", "order.created");
        stage.functions.awaitCondition("healthy", "EventsRegistered", "True");
        assertThat(operator.health().isGood()).isTrue();
    }
}
