package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that somebody got wrong, under the shipped definition. */
class BadFunctionsIT {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();
    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private Stage stage;

    @BeforeEach
    void setUp() {
        stage =
                new Stage(KUBERNETES.server(), KUBERNETES.namespace(), NATS.url())
                        .withDefinitionAndRoles();
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void keepTheirGoodTopicsAndLearnWhatIsWrong() {
        stage.startWatching();
        stage.functions.create("checkout", "order.created, order.>.paid, com.justfaas.event.added");
        stage.functions.awaitCondition("checkout", "AnnotationsValid", "False/InvalidAnnotation");
        assertThat(stage.functions.message("checkout", "AnnotationsValid"))
                .contains("\"order.>.paid\"", "\"com.justfaas.event.added\"");
        assertThat(stage.functions.condition("checkout", "EventsRegistered")).isEqualTo("True");
        assertThat(stage.functions.condition("checkout", "Ready"))
                .isEqualTo("False/InvalidAnnotation");
        assertThat(stage.functions.status("checkout").orElseThrow().topics())
                .containsExactly("order.created");
        stage.journal().awaitLines("added checkout");

        stage.functions.subscribe("checkout", "order.created");
        stage.functions.awaitCondition("checkout", "Ready", "True");
    }

    @Test
    void learnWhatIsWrongWithTheirFilterUntilItIsMended() {
        stage.startWatching();
        stage.functions.create("checkout", "order.created");
        stage.functions.awaitCondition("checkout", "Ready", "True");

        stage.functions.annotate("checkout", "justfaas.com/event-filter", "region == 'eu'");
        stage.functions.awaitCondition("checkout", "AnnotationsValid", "False/InvalidAnnotation");
        assertThat(stage.functions.message("checkout", "AnnotationsValid"))
                .contains(
                        "justfaas.com/event-filter", "character 9", "the function gets no events");
        assertThat(stage.functions.condition("checkout", "Ready"))
                .isEqualTo("False/InvalidAnnotation");
        assertThat(stage.functions.status("checkout").orElseThrow().topics())
                .containsExactly("order.created");

        stage.functions.annotate("checkout", "justfaas.com/event-filter", "region = 'eu'");
        stage.functions.awaitCondition("checkout", "AnnotationsValid", "True");
        stage.functions.awaitCondition("checkout", "Ready", "True");
        stage.journal().awaitLines("added checkout", "modified checkout", "modified checkout");
    }

    @Test
    void mayAskForAThousandTopics() {
        stage.startWatching();
        stage.functions.create(
                "collector",
                IntStream.range(0, 1000)
                        .mapToObj("com.example.warehouse.shelf-%d.restocked"::formatted)
                        .collect(Collectors.joining(",")));
        stage.functions.awaitCondition("collector", "Ready", "True");
        assertThat(stage.functions.status("collector").orElseThrow().topics()).hasSize(1000);
        assertThat(stage.functions.status("collector").orElseThrow().topicsSummary())
                .endsWith(" and 999 more");
        stage.journal().awaitLines("added collector");
    }

    @Test
    void areNotRegisteredUnderANameThatNoServiceCanHave() {
        stage.startWatching();
        stage.functions.create("send.mail", "order.created");
        stage.functions.awaitCondition("send.mail", "EventsRegistered", "False/InvalidName");
        assertThat(stage.functions.message("send.mail", "Ready"))
                .contains("send.mail", "send-mail");
        assertThat(stage.functions.status("send.mail").orElseThrow().url()).isNull();

        stage.functions.delete("send.mail");
        Stage.await().until(() -> stage.functions.find("send.mail").isEmpty());
        assertThat(stage.journal().lines()).isEmpty();
    }

    @Test
    void loseFieldsThatNobodyKnowsAndWorkOtherwise() {
        stage.startWatching();
        apply("checkout", Map.of("image", "nginx", "unheardOf", Map.of("deep", 1)));
        stage.functions.awaitCondition("checkout", "Ready", "True");
        stage.journal().awaitLines("added checkout");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    port: 80                                 | spec.image
                    {"image": "nginx", "port": "http"}       | spec.port
                    {"image": "nginx", "ingress": {}}        | spec.ingress.host
                    """)
    void areRefusedByTheApiServerWhereTheyAlwaysWere(String spec, String field) {
        Map<?, ?> parsed = stage.admin().getKubernetesSerialization().unmarshal(spec, Map.class);
        assertThatThrownBy(() -> apply("checkout", parsed))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    image: ''                                        | spec.image is empty; name a container image such as registry.example/shop/checkout:1.4
                    {"image": "nginx", "port": 99999}                | spec.port is 99999; write a whole number from 1 to 65535
                    {"image": "nginx", "port": 80.5}                 | spec.port is 80.5; write a whole number from 1 to 65535
                    {"image": "nginx", "ingress": {"host": "SHOP.example.com"}} | spec.ingress.host is "SHOP.example.com"; write it in lower case, shop.example.com
                    {"image": "nginx", "env": [{"value": "blue"}]}   | spec.env[0].name is missing; name the variable, such as COLOUR
                    """)
    void areAcceptedAndReportedUntilTheyAreMended(String spec, String message) {
        stage.startWatching();
        apply("checkout", stage.admin().getKubernetesSerialization().unmarshal(spec, Map.class));
        stage.functions.awaitCondition("checkout", "Ready", "False/InvalidSpec");
        assertThat(stage.functions.condition("checkout", "SpecValid"))
                .isEqualTo("False/InvalidSpec");
        assertThat(stage.functions.message("checkout", "SpecValid")).isEqualTo(message);
        assertThat(stage.functions.condition("checkout", "EventsRegistered")).isEqualTo("True");

        stage.functions.edit(
                "checkout", function -> function.setSpec(stage.functions.spec("image: nginx")));
        stage.functions.awaitCondition("checkout", "Ready", "True");
    }

    @Test
    void needASpec() {
        stage.startWatching();
        apply("checkout", null);
        stage.functions.awaitCondition("checkout", "Ready", "False/InvalidSpec");
        assertThat(stage.functions.message("checkout", "SpecValid"))
                .isEqualTo("spec is missing; it needs an image");
    }

    private void apply(String name, @Nullable Map<?, ?> spec) {
        GenericKubernetesResource function = new GenericKubernetesResource();
        function.setApiVersion("justfaas.com/v1alpha1");
        function.setKind("Function");
        function.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace(stage.namespace()).build());
        if (spec != null) {
            function.setAdditionalProperty("spec", spec);
        }
        stage.admin().resource(function).create();
    }
}
