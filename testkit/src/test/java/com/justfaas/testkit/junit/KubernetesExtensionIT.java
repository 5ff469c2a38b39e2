package com.justfaas.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KubernetesExtensionIT {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();

    private static final List<String> NAMESPACES = new ArrayList<>();

    @BeforeEach
    void applyManifests() {
        KUBERNETES.apply(TestFiles.path("lamps.yaml"));
    }

    @RepeatedTest(2)
    void givesEachTestANamespace() {
        assertThat(NAMESPACES).doesNotContain(KUBERNETES.namespace());
        NAMESPACES.add(KUBERNETES.namespace());

        assertThat(lamp(KUBERNETES.client())).isNotNull();
    }

    @Test
    void letsAUserDoWhatItsRoleAllowsAndNoMore() {
        KubernetesClient operator = KUBERNETES.client(KubernetesExtension.OPERATOR);

        assertThat(lamp(operator)).isNotNull();
        assertThatThrownBy(() -> operator.secrets().inNamespace(KUBERNETES.namespace()).list())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("User \"operator\" cannot list resource \"secrets\"");
    }

    @Test
    void logsInAsAServiceAccount() {
        String user = "system:serviceaccount:%s:visitor".formatted(KUBERNETES.namespace());
        KubernetesClient visitor = KUBERNETES.client(user);

        assertThat(lamp(visitor)).isNotNull();
        assertThatThrownBy(() -> visitor.secrets().inNamespace(KUBERNETES.namespace()).list())
                .hasMessageContaining("User \"%s\" cannot list resource".formatted(user));
    }

    private static @Nullable GenericKubernetesResource lamp(KubernetesClient client) {
        return client.genericKubernetesResources("testkit.justfaas.com/v1", "Lamp")
                .inNamespace(KUBERNETES.namespace())
                .withName("desk")
                .get();
    }
}
