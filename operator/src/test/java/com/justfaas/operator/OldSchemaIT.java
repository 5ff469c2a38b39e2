package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.justfaas.testkit.Fuzzing;
import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the definition before ours accepted, ours accepts. Both are served by one API server, the
 * old one under another name, and are sent the same made-up specs.
 */
class OldSchemaIT {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();
    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final Path OLD = Path.of("src/test/resources/old/definition.yaml");
    private static final String GROUP = "justfaas.com";
    private static final int CREATED = 40;

    private Stage stage;
    private OldSpecs specs;

    @BeforeEach
    void setUp() throws IOException {
        stage =
                new Stage(KUBERNETES.server(), KUBERNETES.namespace(), NATS.url())
                        .withDefinitionAndRoles();
        CustomResourceDefinition old = old();
        stage.admin().resource(old).serverSideApply();
        specs = new OldSpecs(old, Fuzzing.begin(OldSchemaIT.class, Duration.ofSeconds(15)));
        Stage.await().until(() -> accepts("oldfunctions", "OldFunction", Map.of("image", "a")));
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void everythingThatTheOldDefinitionAcceptedIsAccepted() {
        int accepted = 0;
        int refused = 0;
        while (specs.fuzzing().goesOn()) {
            Object spec = specs.next();
            if (accepts("oldfunctions", "OldFunction", spec)) {
                accepted++;
                assertThatCode(() -> send("functions", "Function", spec))
                        .as("%s: %s", specs.fuzzing(), spec)
                        .doesNotThrowAnyException();
            } else {
                refused++;
            }
        }
        assertThat(accepted).isGreaterThan(20);
        assertThat(refused).isPositive();
    }

    @Test
    void nothingOfThatStopsTheOperator() {
        Operator operator = stage.startWatching();
        for (int i = 0; i < CREATED; ) {
            Object spec = specs.next();
            if (accepts("oldfunctions", "OldFunction", spec)) {
                resource("functions", "Function", "made-up-" + i++, spec).create();
            }
        }
        stage.functions.create("healthy", "order.created");

        stage.functions.awaitCondition("healthy", "Ready", "True");
        for (int i = 0; i < CREATED; i++) {
            String name = "made-up-" + i;
            stage.functions.awaitCondition(name, "EventsRegistered", "True");
            assertThat(stage.functions.condition(name, "SpecValid"))
                    .as(name)
                    .isIn("True", "False/InvalidSpec");
        }
        assertThat(operator.health()).isEqualTo(OperatorHealth.WATCHING);
    }

    private boolean accepts(String plural, String kind, Object spec) {
        try {
            send(plural, kind, spec);
            return true;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    /** Validated and not stored, as one creates it and as one applies it. */
    private void send(String plural, String kind, Object spec) {
        resource(plural, kind, "made-up", spec).dryRun().create();
        resource(plural, kind, "made-up", spec).dryRun().serverSideApply();
    }

    private Resource<GenericKubernetesResource> resource(
            String plural, String kind, String name, Object spec) {
        GenericKubernetesResource function = new GenericKubernetesResource();
        function.setApiVersion(GROUP + "/v1alpha1");
        function.setKind(kind);
        function.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace(stage.namespace()).build());
        function.setAdditionalProperty("spec", spec);
        return stage.admin()
                .genericKubernetesResources(
                        new ResourceDefinitionContext.Builder()
                                .withGroup(GROUP)
                                .withVersion("v1alpha1")
                                .withKind(kind)
                                .withPlural(plural)
                                .withNamespaced(true)
                                .build())
                .inNamespace(stage.namespace())
                .resource(function);
    }

    private CustomResourceDefinition old() throws IOException {
        try (InputStream yaml = Files.newInputStream(OLD)) {
            CustomResourceDefinition old =
                    stage.admin()
                            .apiextensions()
                            .v1()
                            .customResourceDefinitions()
                            .load(yaml)
                            .item();
            old.getMetadata().setName("oldfunctions.justfaas.com");
            old.getSpec().getNames().setKind("OldFunction");
            old.getSpec().getNames().setPlural("oldfunctions");
            old.getSpec().getNames().setSingular("oldfunction");
            old.getSpec().getNames().setShortNames(null);
            return old;
        }
    }
}
