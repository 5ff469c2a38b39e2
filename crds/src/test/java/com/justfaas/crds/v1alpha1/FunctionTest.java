package com.justfaas.crds.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionTest {

    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @Test
    void readsAllThatAManifestMaySay() {
        Function function =
                read(
                        """
                        spec:
                          image: shop/checkout
                          port: 3000
                          env:
                          - name: COLOUR
                            value: blue
                          - name: KEY
                            valueFrom:
                              secretKeyRef: {name: keys, key: main, optional: true}
                          ingress:
                            host: shop.example.com
                            tls:
                              issuerRef: {name: letsencrypt, kind: ClusterIssuer}
                          secrets: [keys]
                          configMaps: [colours]
                        """);
        FunctionSpec spec = function.getSpec();
        assertThat(spec.containerPort()).isEqualTo(3000);
        assertThat(spec.env())
                .containsExactly(
                        new EnvVar("COLOUR", "blue", null),
                        new EnvVar(
                                "KEY",
                                null,
                                new EnvVarSource(
                                        null, null, new KeySelector("keys", "main", true))));
        assertThat(spec.ingress())
                .isEqualTo(
                        new Ingress(
                                "shop.example.com",
                                null,
                                new IngressTls(new IssuerRef("letsencrypt", "ClusterIssuer"))));
        assertThat(spec.secrets()).containsExactly("keys");
        assertThat(spec.configMaps()).containsExactly("colours");
    }

    @Test
    void knowsWhatAMissingValueMeans() {
        Function function = read("spec: {image: nginx, env: null, ingress: {host: a.b}}");
        assertThat(function.getSpec().containerPort()).isEqualTo(8080);
        assertThat(function.getSpec().env()).isEmpty();
        Ingress ingress = function.getSpec().ingress();
        assertThat(ingress).isNotNull();
        assertThat(ingress.pathPattern()).isEqualTo("/(.*)");
        assertThat(Annotations.SCALE_MAX.of(function)).isEqualTo("20");
    }

    @Test
    void readsPortsAsTheOldSchemaStoredThem() {
        assertThat(read("spec: {image: nginx, port: 8080.0}").getSpec().containerPort())
                .isEqualTo(8080);
        assertThat(read("spec: {image: nginx, port: '9000'}").getSpec().containerPort())
                .isEqualTo(9000);
    }

    @Test
    void passesOverFieldsThatItDoesNotKnow() {
        Function function =
                read(
                        """
                        spec: {image: nginx, future: {a: 1}, env: [{name: A, future: 1}]}
                        status: {future: 1, conditions: [{type: Ready, future: 1}]}
                        """);
        assertThat(function.getSpec().image()).isEqualTo("nginx");
        assertThat(function.getStatus().conditions())
                .extracting(Condition::type)
                .containsExactly("Ready");
    }

    @Test
    void writesNothingThatNobodySaid() {
        Function function = read("spec: {image: nginx}");
        assertThat(serialization.asYaml(function)).endsWith("spec:\n  image: \"nginx\"\n");
    }

    @Test
    void takesCopiesOfLists() {
        FunctionSpec spec = read("spec: {image: nginx, secrets: [a]}").getSpec();
        assertThat(spec.secrets()).isEqualTo(List.of("a")).isUnmodifiable();
    }

    @Test
    void readsAnnotationsTrimmed() {
        Function function = read("spec: {image: nginx}");
        function.getMetadata().getAnnotations().put("justfaas.com/scale-min", " 3 ");
        assertThat(Annotations.SCALE_MIN.of(function)).isEqualTo("3");
    }

    private Function read(String more) {
        return serialization.unmarshal(
                """
                apiVersion: justfaas.com/v1alpha1
                kind: Function
                metadata:
                  namespace: shop
                  name: checkout
                """
                        + more,
                Function.class);
    }
}
