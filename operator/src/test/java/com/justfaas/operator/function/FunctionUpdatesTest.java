package com.justfaas.operator.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionUpdatesTest {

    private final FunctionUpdates updates = new FunctionUpdates();

    @Test
    void passesOverStatusAndWhatTheServerKeepsForItself() {
        Function status = of(metadata().withResourceVersion("8").build());
        status.setStatus(
                new FunctionStatus(1L, List.of(), List.of(), null, null, null, null, null));
        assertThat(updates.accept(status, of(metadata().build()))).isFalse();
    }

    @Test
    void seesEverythingElse() {
        for (ObjectMeta changed :
                List.of(
                        metadata().withUid("uid-2").build(),
                        metadata().withGeneration(2L).build(),
                        metadata().withAnnotations(Map.of("a", "c")).build(),
                        metadata().withLabels(Map.of("l", "m")).build(),
                        metadata().withFinalizers("f").build(),
                        metadata().addNewOwnerReference().withName("o").endOwnerReference().build(),
                        metadata().withDeletionTimestamp("2026-11-24T12:00:00Z").build())) {
            assertThat(updates.accept(of(changed), of(metadata().build())))
                    .as(changed.toString())
                    .isTrue();
        }
    }

    private static ObjectMetaBuilder metadata() {
        return new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName("checkout")
                .withUid("uid-1")
                .withGeneration(1L)
                .withResourceVersion("7")
                .withAnnotations(Map.of("a", "b"));
    }

    private static Function of(ObjectMeta metadata) {
        Function function = new Function();
        function.setMetadata(metadata);
        return function;
    }
}
