package com.justfaas.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.app.settings.MistakesException;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterAccessTest {

    private static final String KUBECONFIG =
            """
            apiVersion: v1
            kind: Config
            clusters:
            - name: here
              cluster: {server: "https://127.0.0.1:6443"}
            contexts:
            - name: here
              context: {cluster: here, user: me, namespace: team}
            users:
            - name: me
              user: {token: t}
            """;

    @TempDir Path folder;

    /** fabric8 reads the property before the variable, which a JVM cannot set for itself. */
    @AfterEach
    void forgetKubeconfig() {
        System.clearProperty("kubeconfig");
    }

    @Test
    void readsTheKubeconfig() throws Exception {
        Config config = ClusterAccess.find(kubeconfig(KUBECONFIG + "current-context: here\n"));

        assertThat(config.getMasterUrl()).isEqualTo("https://127.0.0.1:6443/");
        assertThat(config.getNamespace()).isEqualTo("team");
    }

    @Test
    void saysThatTheFileIsMissing() {
        String missing = folder.resolve("none").toString();

        assertThatThrownBy(() -> ClusterAccess.find(Map.of("KUBECONFIG", missing)))
                .isInstanceOf(MistakesException.class)
                .hasMessage(
                        "KUBECONFIG: there is no file \"%s\"; name your kubeconfig, or set FAAS_ROLES=router, which needs no Kubernetes",
                        missing);
    }

    @Test
    void saysWhereTheMistakeIs() throws IOException {
        Map<String, String> broken = kubeconfig("clusters: [\nnot: yaml");

        assertThatThrownBy(() -> ClusterAccess.find(broken))
                .isInstanceOf(MistakesException.class)
                .hasMessage(
                        "KUBECONFIG: \"%s\" is not a kubeconfig (line 1, column 11); correct it, or set FAAS_ROLES=router, which needs no Kubernetes",
                        folder.resolve("kubeconfig"));
    }

    @Test
    void saysThatTextIsNoKubeconfig() throws IOException {
        Map<String, String> broken = kubeconfig("hello");

        assertThatThrownBy(() -> ClusterAccess.find(broken))
                .isInstanceOf(MistakesException.class)
                .hasMessageContaining("is not a kubeconfig; correct it");
    }

    @Test
    void saysThatNoContextIsChosen() throws IOException {
        Map<String, String> undecided = kubeconfig(KUBECONFIG);

        assertThatThrownBy(() -> ClusterAccess.find(undecided))
                .isInstanceOf(MistakesException.class)
                .hasMessageContaining("names no current context; choose one with kubectl config");
    }

    @Test
    void takesTheFirstOfSeveralFilesThatIsThere() throws Exception {
        Map<String, String> there = kubeconfig(KUBECONFIG + "current-context: here\n");
        String both = folder.resolve("none") + ":" + there.get("KUBECONFIG");
        System.setProperty("kubeconfig", both);

        assertThat(ClusterAccess.find(Map.of("KUBECONFIG", both)).getNamespace()).isEqualTo("team");
    }

    private Map<String, String> kubeconfig(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("kubeconfig"), text);
        System.setProperty("kubeconfig", file.toString());
        return Map.of("KUBECONFIG", file.toString());
    }
}
