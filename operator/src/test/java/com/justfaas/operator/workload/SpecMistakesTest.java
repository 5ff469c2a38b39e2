package com.justfaas.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.crds.v1alpha1.EnvVar;
import com.justfaas.crds.v1alpha1.EnvVarSource;
import com.justfaas.crds.v1alpha1.FieldSelector;
import com.justfaas.crds.v1alpha1.FunctionSpec;
import com.justfaas.crds.v1alpha1.Ingress;
import com.justfaas.crds.v1alpha1.KeySelector;
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
                .containsExactly(
                        "spec.image is empty; name a container image such as registry.example/shop/checkout:1.4",
                        "spec.port is 8080.5; write a whole number from 1 to 65535",
                        "spec.env[1].name is missing; name the variable, such as COLOUR",
                        "spec.ingress.host is \"Shop!\"; write a DNS name such as shop.example.com or *.example.com");
    }

    @Test
    void namesWhatKubernetesWouldRefuseOfVariablesAndNeverTheirValues() {
        KeySelector whole = new KeySelector("keys", "main", null);
        FunctionSpec spec =
                new FunctionSpec(
                        "nginx",
                        null,
                        List.of(
                                new EnvVar("A=B", "secret", null),
                                new EnvVar("C", "secret", new EnvVarSource(whole, null, null)),
                                new EnvVar("D", null, new EnvVarSource(null, null, null)),
                                new EnvVar(
                                        "E",
                                        null,
                                        new EnvVarSource(
                                                null, null, new KeySelector(" ", null, null))),
                                new EnvVar(
                                        "F",
                                        null,
                                        new EnvVarSource(null, new FieldSelector(null, ""), null)),
                                new EnvVar("G", "", new EnvVarSource(whole, null, null))),
                        new Ingress("SHOP.example.com", "shop", null),
                        List.of("keys", ""),
                        List.of(" "));
        assertThat(SpecMistakes.in(spec))
                .containsExactly(
                        "spec.env[0].name is \"A=B\"; write letters, digits and underscores, such as COLOUR",
                        "spec.env[1] has both value and valueFrom; write one of them",
                        "spec.env[2].valueFrom names 0 sources; name one of configMapKeyRef, secretKeyRef and fieldRef",
                        "spec.env[3].valueFrom.secretKeyRef.name is blank; name the object that has the key",
                        "spec.env[3].valueFrom.secretKeyRef.key is missing; name a key of it",
                        "spec.env[4].valueFrom.fieldRef.fieldPath is empty; name a field such as metadata.namespace",
                        "spec.secrets[1] is empty; name a Secret",
                        "spec.configMaps[0] is empty; name a ConfigMap",
                        "spec.ingress.host is \"SHOP.example.com\"; write it in lower case, shop.example.com",
                        "spec.ingress.path is \"shop\"; write a path that starts with /, such as /(.*)");
    }

    @Test
    void readsTextOfAnyLength() {
        String endless = "y.".repeat(500_000);
        List<String> mistakes = SpecMistakes.in(spec(endless + " ", null, endless));
        assertThat(mistakes).hasSize(2).allMatch(mistake -> mistake.length() < 300);
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
