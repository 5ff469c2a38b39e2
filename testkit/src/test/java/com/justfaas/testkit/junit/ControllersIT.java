package com.justfaas.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControllersIT {

    @RegisterExtension
    static final KubernetesExtension KUBERNETES = KubernetesExtension.withControllers();

    @Test
    void makesPodsOfADeploymentAndCollectsThem() {
        KubernetesClient client = KUBERNETES.client();
        String namespace = KUBERNETES.namespace();
        KUBERNETES.apply(TestFiles.path("deployment.yaml"));
        await().untilAsserted(
                        () ->
                                assertThat(client.pods().inNamespace(namespace).list().getItems())
                                        .hasSize(2));

        client.namespaces().withName(namespace).delete();
        await().until(() -> client.namespaces().withName(namespace).get() == null);
    }
}
