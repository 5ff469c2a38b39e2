package com.justfaas.operator.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.crds.v1alpha1.EnvVar;
import com.justfaas.crds.v1alpha1.FunctionSpec;
import com.justfaas.crds.v1alpha1.Ingress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpecMistakesTest {

    @Test
    void takesWhatTheSchemaTakes() {
        assertThat(SpecMistakes.in(spec("nginx", null, null))).isEmpty();
        assertThat(SpecMistakes.in(spec("nginx", 8080.0, "shop.example.com"))).isEmpty();
        assertThat(SpecMistakes.in(spec("nginx", 65535.0, "*.example.com"))).isEmpty();
    }

    @Test
    void namesEachMistakeOfAnObjectThatNoSchemaChecked() {
        FunctionSpec spec =
                new FunctionSpec(
                        "",
                        8080.5,
                        List.of(new EnvVar("A", "1", null), new EnvVar(null, "2", null)),
                        new Ingress("Shop!", null, null),
                        List.of(),
                        List.of());
        assertThat(SpecMistakes.in(spec))
                .extracting(mistake -> mistake.substring(0, mistake.indexOf(' ')))
                .containsExactly(
                        "spec.image", "spec.port", "spec.env[1].name", "spec.ingress.host");
    }

    @Test
    void knowsPortsFromNumbers() {
        for (double port : new double[] {0, -1, 65536, 80.5, Double.NaN}) {
            assertThat(SpecMistakes.in(spec("nginx", port, null))).hasSize(1);
        }
    }

    private static FunctionSpec spec(String image, @Nullable Double port, @Nullable String host) {
        return new FunctionSpec(
                image,
                port,
                List.of(),
                host == null ? null : new Ingress(host, null, null),
                List.of(),
                List.of());
    }
}
