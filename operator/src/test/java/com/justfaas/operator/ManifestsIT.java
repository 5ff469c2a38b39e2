package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.junit.KubernetesExtension;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shipped, as people apply it. */
class ManifestsIT {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();

    @Test
    void areAppliedByOneCommandAndTakeTheSamples() {
        assertThat(kubectl("faas").run("apply", "-k", Stage.MANIFESTS + "/overlays/standalone"))
                .contains("deployment.apps/faas-events", "statefulset.apps/nats", "service/events");
        kubectl("faas").run("wait", "--for=condition=Established", "crd/functions.justfaas.com");
        String samples =
                kubectl(KUBERNETES.namespace()).run("apply", "-k", Stage.MANIFESTS + "/samples");
        assertThat(samples.lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("function.justfaas.com/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/namespaced", "overlays/production"})
    void buildPartByPart(String part) {
        assertThat(kubectl("faas").run("kustomize", Stage.MANIFESTS + "/" + part))
                .contains("kind: Deployment");
    }

    /** Each document is one that the API server takes, and the parts fit together. */
    @Test
    void ofProductionAreTaken() {
        kubectl("faas").run("apply", "-f", Stage.MANIFESTS + "/crds/functions.justfaas.com.yaml");
        kubectl("faas").run("apply", "-f", Stage.MANIFESTS + "/base/namespace.yaml");
        assertThat(
                        kubectl("faas")
                                .run(
                                        "apply",
                                        "--dry-run=server",
                                        "-k",
                                        Stage.MANIFESTS + "/overlays/production"))
                .contains(
                        "deployment.apps/faas-events ",
                        "deployment.apps/faas-events-operator ",
                        "statefulset.apps/nats ",
                        "networkpolicy.networking.k8s.io/nats ")
                .doesNotContain("would violate PodSecurity");
    }

    /** {@code latest} is pulled always, and says not what runs. */
    @Test
    void nameTheVersionOfThisBuild() throws IOException {
        String pom = Files.readString(Path.of("../pom.xml"));
        String version = pom.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
        assertThat(kubectl("faas").run("kustomize", Stage.MANIFESTS + "/overlays/production"))
                .contains("image: justfaas/faas-events:" + version)
                .doesNotContain(":latest");
        assertThat(kubectl("faas").run("kustomize", Stage.MANIFESTS + "/overlays/standalone"))
                .contains("image: justfaas/faas-events:" + version)
                .doesNotContain(":latest");
    }

    @Test
    void giveTheOperatorWhatItNeedsAndNoMore() {
        for (String file : List.of("namespace", "service-account", "cluster-role", "lease-role")) {
            kubectl("faas").run("apply", "-f", Stage.MANIFESTS + "/base/" + file + ".yaml");
        }
        KubernetesClient operator = KUBERNETES.client(Stage.SERVICE_ACCOUNT);

        assertThat(
                        Stream.of(
                                "list justfaas.com/functions",
                                "watch justfaas.com/functions",
                                "patch justfaas.com/functions",
                                "patch justfaas.com/functions/status",
                                "create events.k8s.io/events",
                                "patch apps/deployments",
                                "delete batch/cronjobs",
                                "list /pods"))
                .allMatch(access -> may(operator, access));
        assertThat(
                        Stream.of(
                                "create justfaas.com/functions",
                                "update justfaas.com/functions",
                                "delete justfaas.com/functions",
                                "list justfaas.com/workspaces",
                                "get apiextensions.k8s.io/customresourcedefinitions",
                                "list /secrets",
                                "get /pods",
                                "delete /pods",
                                "get /configmaps",
                                "get coordination.k8s.io/leases"))
                .noneMatch(access -> may(operator, access));
    }

    /**
     * Anywhere in the cluster.
     *
     * @param access such as {@code list justfaas.com/functions}
     */
    private static boolean may(KubernetesClient client, String access) {
        String[] words = access.split("[ /]", 4);
        SelfSubjectAccessReview review =
                new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withVerb(words[0])
                        .withGroup(words[1])
                        .withResource(words[2])
                        .withSubresource(words.length > 3 ? words[3] : null)
                        .endResourceAttributes()
                        .endSpec()
                        .build();
        return client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }

    private static Kubectl kubectl(String namespace) {
        return new Kubectl(KUBERNETES.kubeconfig(KubernetesServer.ADMIN), namespace);
    }
}
