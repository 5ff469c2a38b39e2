package com.justfaas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesServerIT {

    @TempDir Path folder;

    @Test
    void keepsPortsTokensAndObjectsOverEveryKindOfRestart() throws IOException {
        KubernetesOptions options = KubernetesOptions.defaults().in(folder);
        String kubeconfig;
        try (KubernetesServer server = KubernetesServer.create(options)) {
            server.start();
            kubeconfig = Files.readString(server.kubeconfig(KubernetesServer.ADMIN));
            createConfigMap(server, "orders");

            server.kill();
            assertThat(server.isRunning()).isFalse();
            server.start();
            assertThat(findConfigMap(server, "orders")).isNotNull();

            server.restart();
            assertThat(findConfigMap(server, "orders")).isNotNull();
            assertThat(server.kubeconfig(KubernetesServer.ADMIN)).hasContent(kubeconfig);
        }
        int port = FreePorts.pick();
        try (KubernetesServer next = KubernetesServer.create(options.on(port))) {
            next.start();
            assertThat(findConfigMap(next, "orders")).isNotNull();
            assertThat(next.kubeconfig(KubernetesServer.ADMIN))
                    .hasContent(kubeconfig.replaceFirst("127.0.0.1:\\d+", "127.0.0.1:" + port));
        }
    }

    @Test
    void answersNobodyWhileItIsPausedAndRefusesUnknownUsers() {
        try (KubernetesServer server = KubernetesServer.create()) {
            server.start();
            HealthProbe probe =
                    HealthProbe.of(server.url() + "/readyz")
                            .trusting(server.commands().certificate("apiserver"));
            assertThat(probe.succeeds()).isTrue();
            server.pause();
            assertThat(probe.succeeds()).isFalse();
            server.resume();
            assertThat(probe.succeeds()).isTrue();

            assertThatThrownBy(() -> server.kubeconfig("stranger"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is no user stranger");
        }
    }

    private static void createConfigMap(KubernetesServer server, String name) {
        try (KubernetesClient admin = server.client(KubernetesServer.ADMIN)) {
            admin.resource(
                            new ConfigMapBuilder()
                                    .withNewMetadata()
                                    .withName(name)
                                    .withNamespace("default")
                                    .endMetadata()
                                    .build())
                    .create();
        }
    }

    private static @Nullable ConfigMap findConfigMap(KubernetesServer server, String name) {
        try (KubernetesClient admin = server.client(KubernetesServer.ADMIN)) {
            return admin.configMaps().inNamespace("default").withName(name).get();
        }
    }
}
