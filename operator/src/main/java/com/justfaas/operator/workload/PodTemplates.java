package com.justfaas.operator.workload;

import static java.util.Objects.requireNonNullElse;

import com.justfaas.crds.v1alpha1.EnvVarSource;
import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionSpec;
import com.justfaas.crds.v1alpha1.KeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pods of a function. What hardens them does not break an image that runs as root: no
 * privileges are gained, system calls are filtered, and no token of a service account is there
 * unless an account is named.
 */
final class PodTemplates {

    private static final String CONFIG_PATH = "/var/faas/config";

    /** The API server's default; without it what it stored would differ from what is desired. */
    static final String FIELDS_VERSION = "v1";

    private PodTemplates() {}

    static PodTemplateSpec of(Function function) {
        WorkloadAnnotations annotations = WorkloadAnnotations.of(function);
        PodTemplateSpecBuilder template =
                new PodTemplateSpecBuilder()
                        .withNewMetadata()
                        .withLabels(ChildMetadata.labels(function))
                        .endMetadata()
                        .withNewSpec()
                        .withContainers(container(function, annotations))
                        .withVolumes(volumes(function))
                        .withSecurityContext(podSecurity(annotations))
                        .withAutomountServiceAccountToken(annotations.serviceAccount().isPresent())
                        .endSpec();
        annotations
                .serviceAccount()
                .ifPresent(name -> template.editSpec().withServiceAccountName(name).endSpec());
        return template.build();
    }

    private static Container container(Function function, WorkloadAnnotations annotations) {
        FunctionSpec spec = function.getSpec();
        return new ContainerBuilder()
                .withName(ChildNames.plain(function))
                .withImage(spec.image())
                .withEnv(environment(spec.env()))
                .addNewPort()
                .withName("http")
                .withContainerPort(spec.containerPort())
                .withProtocol("TCP")
                .endPort()
                .withReadinessProbe(readiness(spec.containerPort()))
                .withSecurityContext(containerSecurity(annotations))
                .withVolumeMounts(mounts(function, annotations))
                .build();
    }

    /**
     * A pod gets requests when its port is open. Without a probe it would get them as soon as the
     * container was created.
     */
    private static Probe readiness(int port) {
        return new ProbeBuilder()
                .withNewTcpSocket()
                .withNewPort(port)
                .endTcpSocket()
                .withPeriodSeconds(1)
                .withFailureThreshold(3)
                .build();
    }

    private static SecurityContext containerSecurity(WorkloadAnnotations annotations) {
        SecurityContextBuilder context =
                new SecurityContextBuilder().withAllowPrivilegeEscalation(false);
        return annotations.runAsNonRoot()
                ? context.withRunAsNonRoot(true)
                        .withNewCapabilities()
                        .withDrop("ALL")
                        .endCapabilities()
                        .build()
                : context.build();
    }

    private static PodSecurityContext podSecurity(WorkloadAnnotations annotations) {
        PodSecurityContextBuilder context =
                new PodSecurityContextBuilder()
                        .withNewSeccompProfile()
                        .withType("RuntimeDefault")
                        .endSeccompProfile();
        return annotations.runAsNonRoot()
                ? context.withRunAsNonRoot(true).build()
                : context.build();
    }

    /** Of variables with the same name the last one counts, as in a container. */
    private static List<EnvVar> environment(List<com.justfaas.crds.v1alpha1.EnvVar> variables) {
        Map<String, EnvVar> byName = new LinkedHashMap<>();
        for (com.justfaas.crds.v1alpha1.EnvVar variable : variables) {
            String name = requireNonNullElse(variable.name(), "");
            byName.remove(name);
            byName.put(name, variable(name, variable));
        }
        return List.copyOf(byName.values());
    }

    private static EnvVar variable(String name, com.justfaas.crds.v1alpha1.EnvVar variable) {
        EnvVarBuilder built = new EnvVarBuilder().withName(name);
        EnvVarSource source = variable.valueFrom();
        if (source == null) {
            return built.withValue(variable.value()).build();
        }
        if (source.configMapKeyRef() != null) {
            KeySelector key = source.configMapKeyRef();
            return built.withNewValueFrom()
                    .withNewConfigMapKeyRef(key.key(), key.name(), key.optional())
                    .endValueFrom()
                    .build();
        }
        if (source.secretKeyRef() != null) {
            KeySelector key = source.secretKeyRef();
            return built.withNewValueFrom()
                    .withNewSecretKeyRef(key.key(), key.name(), key.optional())
                    .endValueFrom()
                    .build();
        }
        return source.fieldRef() == null
                ? built.build()
                : built.withNewValueFrom()
                        .withNewFieldRef(
                                requireNonNullElse(source.fieldRef().apiVersion(), FIELDS_VERSION),
                                source.fieldRef().fieldPath())
                        .endValueFrom()
                        .build();
    }

    private static List<Volume> volumes(Function function) {
        FunctionSpec spec = function.getSpec();
        List<Volume> volumes = new ArrayList<>();
        if (!spec.secrets().isEmpty()) {
            volumes.add(
                    projected(
                            ChildNames.secretsVolume(function),
                            spec.secrets().stream().map(PodTemplates::secret).toList()));
        }
        if (!spec.configMaps().isEmpty()) {
            volumes.add(
                    projected(
                            ChildNames.configMapsVolume(function),
                            spec.configMaps().stream().map(PodTemplates::configMap).toList()));
        }
        return volumes;
    }

    private static Volume projected(String name, List<VolumeProjection> sources) {
        return new VolumeBuilder()
                .withName(name)
                .withNewProjected()
                .withSources(sources)
                .endProjected()
                .build();
    }

    private static VolumeProjection secret(String name) {
        return new VolumeProjectionBuilder()
                .withNewSecret()
                .withName(name)
                .withOptional(true)
                .endSecret()
                .build();
    }

    private static VolumeProjection configMap(String name) {
        return new VolumeProjectionBuilder()
                .withNewConfigMap()
                .withName(name)
                .withOptional(true)
                .endConfigMap()
                .build();
    }

    private static List<VolumeMount> mounts(Function function, WorkloadAnnotations annotations) {
        FunctionSpec spec = function.getSpec();
        List<VolumeMount> mounts = new ArrayList<>();
        if (!spec.secrets().isEmpty()) {
            mounts.add(mount(ChildNames.secretsVolume(function), annotations.secretsPath()));
        }
        if (!spec.configMaps().isEmpty()) {
            mounts.add(mount(ChildNames.configMapsVolume(function), CONFIG_PATH));
        }
        return mounts;
    }

    private static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(true)
                .build();
    }
}
