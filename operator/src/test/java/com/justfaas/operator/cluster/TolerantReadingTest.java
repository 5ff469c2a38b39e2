package com.justfaas.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TolerantReadingTest {

    private final KubernetesSerialization serialization = TolerantReading.serialization();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"image\": {\"name\": \"nginx\"}}",
                "{\"image\": [1, 2]}",
                "{\"port\": \"http\"}",
                "{\"port\": {\"number\": 80}}",
                "{\"env\": \"x\"}",
                "{\"env\": [\"x\", 1, null, {\"name\": {\"a\": 1}}]}",
                "{\"env\": {\"A\": \"1\"}}",
                "{\"secrets\": {\"a\": \"b\"}}",
                "{\"secrets\": [null, {\"a\": 1}, \"good\"]}",
                "{\"configMaps\": null}",
                "{\"ingress\": \"shop.example.com\"}",
                "{\"ingress\": {\"host\": 7, \"tls\": []}}",
                "{\"unknown\": {\"deep\": [1]}}",
                "[]",
                "\"nginx\"",
                "7",
                "null",
            })
    void readsWhatItCan(String spec) {
        Function function =
                serialization.unmarshal(
                        """
                        {"apiVersion": "justfaas.com/v1alpha1", "kind": "Function",
                         "metadata": {"namespace": "shop", "name": "checkout", "uid": "1",
                                      "annotations": {"justfaas.com/event-type": "order.created"}},
                         "spec": %s, "status": %s}
                        """
                                .formatted(spec, spec),
                        Function.class);
        assertThat(function.getMetadata().getAnnotations()).hasSize(1);
        FunctionSpec read = function.getSpec();
        if (read != null) {
            assertThat(read.env()).doesNotContainNull();
            assertThat(read.secrets()).doesNotContainNull();
        }
    }
}
