package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Annotations;
import com.justfaas.crds.v1alpha1.Function;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Deployment of the operator before us keeps its pod template until the Function changes, so that
 * taking it over restarts no pod. The digest of what the template was made of is kept beside it.
 */
final class Adoption {

    /** Digest of the Function at the time at which its Deployment was adopted. */
    static final String ADOPTED = "justfaas.com/adopted";

    private Adoption() {}

    /** Whether the pod template of this Deployment is to stay as it is. */
    static boolean keepsTemplate(Deployment actual, Function function, String manager) {
        if (FieldOwnership.owns(actual, manager, "f:spec", "f:template")) {
            return false;
        }
        String adopted = annotations(actual).get(ADOPTED);
        return adopted == null ? runs(actual, function) : adopted.equals(digest(function));
    }

    /** The same without a pod template, which leaves the present one. */
    static Deployment withoutTemplate(Deployment desired, Function function) {
        return new DeploymentBuilder(desired)
                .withSpec(null)
                .editMetadata()
                .addToAnnotations(ADOPTED, digest(function))
                .endMetadata()
                .build();
    }

    /** Whether the metadata that we set is there. The SDK cannot compare a part of a Deployment. */
    static boolean isApplied(Deployment actual, Deployment desired) {
        ObjectMeta a = actual.getMetadata();
        ObjectMeta d = desired.getMetadata();
        return a.getLabels().entrySet().containsAll(d.getLabels().entrySet())
                && annotations(actual).entrySet().containsAll(d.getAnnotations().entrySet())
                && a.getOwnerReferences().containsAll(d.getOwnerReferences());
    }

    private static Map<String, String> annotations(Deployment deployment) {
        return Objects.requireNonNullElse(deployment.getMetadata().getAnnotations(), Map.of());
    }

    /** Whether it runs what the Function says: that may have changed while no operator ran. */
    private static boolean runs(Deployment actual, Function function) {
        List<Container> containers = actual.getSpec().getTemplate().getSpec().getContainers();
        return containers.size() == 1
                && Objects.equals(containers.getFirst().getImage(), function.getSpec().image())
                && names(containers.getFirst().getEnv())
                        .equals(
                                function.getSpec().env().stream()
                                        .map(variable -> String.valueOf(variable.name()))
                                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static Set<String> names(List<EnvVar> variables) {
        return variables.stream()
                .map(EnvVar::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String digest(Function function) {
        return ChildNames.digest(
                Serialization.asJson(function.getSpec())
                        + Annotations.SERVICE_ACCOUNT_NAME.of(function)
                        + " "
                        + Annotations.SECRETS_MOUNT_PATH.of(function)
                        + " "
                        + Annotations.RUN_AS_NON_ROOT.of(function));
    }
}
