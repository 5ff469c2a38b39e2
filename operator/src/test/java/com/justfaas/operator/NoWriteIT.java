package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.junit.NatsExtension;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A reconcile that changes nothing writes nothing, counted at the API server. */
class NoWriteIT {

    /** Of its own: the controllers of other tests write as well. */
    private static final KubernetesServer KUBERNETES = KubernetesServer.create();

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final int FUNCTIONS = 20;
    private static final String SPEC =
            """
            image: nginx
            port: 3000
            env:
            - {name: COLOUR, value: blue}
            - {name: EMPTY, value: ""}
            - {name: COLOUR, value: red}
            - name: KEY
              valueFrom: {secretKeyRef: {name: keys, key: main, optional: true}}
            - name: PLACE
              valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
            secrets: [keys, keys]
            configMaps: [colours]
            """;

    private Stage stage;

    @BeforeAll
    static void start() {
        KUBERNETES.start();
    }

    @AfterAll
    static void stop() {
        KUBERNETES.close();
    }

    @BeforeEach
    void setUp() {
        KUBERNETES.createNamespace("shop");
        stage = new Stage(KUBERNETES, "shop", NATS.url()).withDefinitionAndRoles();
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void aNewLeaderWritesNothing() {
        Operator first = stage.start(stage.running());
        Stage.awaitWatching(first);
        for (int i = 0; i < FUNCTIONS; i++) {
            stage.functions.create(name(i), annotations(i), SPEC);
        }
        awaitAll();
        first.close();

        long before = WriteCounts.of(KUBERNETES);
        Operator second = stage.start(stage.running());
        Stage.awaitWatching(second);
        Stage.await()
                .untilAsserted(
                        () ->
                                assertThat(stage.count("faas.operator.reconciles"))
                                        .isGreaterThanOrEqualTo(FUNCTIONS));
        assertThat(WriteCounts.of(KUBERNETES) - before).isZero();

        // what is counted is what would be seen
        stage.functions.annotate(name(0), "justfaas.com/scale-max", "7");
        Stage.await().until(() -> WriteCounts.of(KUBERNETES) - before >= 2);
    }

    private void awaitAll() {
        for (int i = 0; i < FUNCTIONS; i++) {
            stage.functions.awaitCondition(name(i), "WorkloadAvailable", "False/Starting");
        }
    }

    private static String name(int i) {
        return "function-" + i;
    }

    private static Map<String, String> annotations(int i) {
        return switch (i % 4) {
            case 0 -> Map.of("justfaas.com/event-type", "order.paid");
            case 1 -> Map.of("justfaas.com/cron-expression", "*/5 * * * *");
            case 2 ->
                    Map.of(
                            "justfaas.com/scale-to-zero", "true",
                            "justfaas.com/service-account-name", "cook",
                            "justfaas.com/secrets-mount-path", "/etc/keys");
            default -> Map.of("justfaas.com/run-as-non-root", "true");
        };
    }
}
