package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions that are reached from outside the cluster. */
class IngressIT {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();
    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final Map<String, String> CORS =
            Map.of(
                    "nginx.ingress.kubernetes.io/proxy-body-size", "8m",
                    "justfaas.com/event-type", "order.paid");
    private static final String SPEC =
            """
            image: nginx
            ingress:
              host: shop.example.com
              tls: {issuerRef: {name: letsencrypt, kind: ClusterIssuer}}
            """;

    private Stage stage;
    private Children own;
    private Children platform;

    @BeforeEach
    void setUp() {
        stage =
                new Stage(KUBERNETES.server(), KUBERNETES.namespace(), NATS.url())
                        .withDefinitionAndRoles();
        own = new Children(stage.admin(), stage.namespace());
        platform = new Children(stage.admin(), "faas");
    }

    @AfterEach
    void tearDown() {
        platform.resource(Deployment.class, "gateway").delete();
        stage.close();
    }

    @Test
    void areExposedBesideThePlatformsGatewayAndGoWithTheFunction() {
        gateway(platform);
        Stage.awaitWatching(stage.start(stage.running()));
        stage.functions.create("checkout", CORS, SPEC);
        stage.functions.awaitCondition("checkout", "IngressReady", "True");

        String name = stage.namespace() + ".checkout";
        Ingress ingress = platform.get(Ingress.class, name);
        assertThat(ingress.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(ingress.getMetadata().getAnnotations())
                .containsEntry(
                        "nginx.ingress.kubernetes.io/rewrite-target",
                        "/proxy/%s/checkout/$1".formatted(stage.namespace()))
                .containsEntry("nginx.ingress.kubernetes.io/enable-cors", "true")
                .containsEntry("nginx.ingress.kubernetes.io/proxy-body-size", "8m")
                .containsEntry("cert-manager.io/cluster-issuer", "letsencrypt");
        assertThat(ingress.getSpec().getIngressClassName()).isEqualTo("nginx");
        assertThat(ingress.getSpec().getRules())
                .singleElement()
                .satisfies(
                        rule -> {
                            assertThat(rule.getHost()).isEqualTo("shop.example.com");
                            assertThat(rule.getHttp().getPaths())
                                    .singleElement()
                                    .returns("/(.*)", path -> path.getPath())
                                    .returns(
                                            "gateway",
                                            path -> path.getBackend().getService().getName());
                        });
        assertThat(ingress.getSpec().getTls())
                .singleElement()
                .returns("shop.example.com-cert", tls -> tls.getSecretName());

        stage.functions.delete("checkout");
        Stage.await().until(() -> stage.functions.find("checkout").isEmpty());
        assertThat(platform.find(Ingress.class, name)).isEmpty();
    }

    @Test
    void areExposedBesideTheGatewayOfTheirNamespace() {
        gateway(platform);
        gateway(own);
        Stage.awaitWatching(stage.start(stage.running()));
        stage.functions.create("checkout", CORS, SPEC);
        stage.functions.awaitCondition("checkout", "IngressReady", "True");
        assertThat(own.get(Ingress.class, "checkout").getMetadata().getOwnerReferences())
                .hasSize(1);
        assertThat(platform.find(Ingress.class, stage.namespace() + ".checkout")).isEmpty();

        stage.functions.edit(
                "checkout", function -> function.setSpec(stage.functions.spec("image: nginx")));
        Stage.await().until(() -> own.find(Ingress.class, "checkout").isEmpty());
        stage.functions.awaitCondition("checkout", "IngressReady", "True");
    }

    @Test
    void reportThatThereIsNoGateway() {
        Stage.awaitWatching(stage.start(stage.running()));
        stage.functions.create("checkout", CORS, SPEC);
        stage.functions.awaitCondition("checkout", "IngressReady", "False/NoGateway");
        assertThat(own.kinds("checkout"))
                .isEqualTo(List.of("Deployment", "Service", "HorizontalPodAutoscaler"));
    }

    private static void gateway(Children where) {
        where.admin()
                .resource(
                        new DeploymentBuilder()
                                .withNewMetadata()
                                .withNamespace(where.namespace())
                                .withName("gateway")
                                .addToLabels("app.kubernetes.io/name", "faas-gateway")
                                .endMetadata()
                                .withNewSpec()
                                .withNewSelector()
                                .addToMatchLabels("app", "gateway")
                                .endSelector()
                                .withNewTemplate()
                                .withNewMetadata()
                                .addToLabels("app", "gateway")
                                .endMetadata()
                                .withNewSpec()
                                .addNewContainer()
                                .withName("gateway")
                                .withImage("gateway")
                                .endContainer()
                                .endSpec()
                                .endTemplate()
                                .endSpec()
                                .build())
                .createOr(io.fabric8.kubernetes.client.dsl.NonDeletingOperation::update);
    }
}
