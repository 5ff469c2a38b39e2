package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Function;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls a function by time: posts a function call to the ingress of FaaS Events. The event's id is
 * the Job's name, which Kubernetes makes of the scheduled time, so that a Job whose pod runs twice
 * calls the function once.
 */
final class CronJobResource extends ChildResource<CronJob> implements GarbageCollected<Function> {

    private static final int CURL_USER = 65532;

    private final WorkloadSettings settings;

    CronJobResource(WorkloadSettings settings) {
        super(CronJob.class);
        this.settings = settings;
    }

    static boolean isWanted(Function function) {
        return WorkloadAnnotations.of(function).cronExpression().isPresent();
    }

    @Override
    String nameFor(Function function) {
        return ChildNames.cronJob(function);
    }

    @Override
    CronJob desired(Function function) {
        WorkloadAnnotations annotations = WorkloadAnnotations.of(function);
        return new CronJobBuilder()
                .withMetadata(ChildMetadata.owned(function, nameFor(function)).build())
                .withNewSpec()
                .withSchedule(annotations.cronExpression().orElseThrow())
                .withTimeZone(annotations.cronTimezone().orElse(null))
                .withConcurrencyPolicy("Forbid")
                .withSuccessfulJobsHistoryLimit(1)
                .withFailedJobsHistoryLimit(1)
                .withNewJobTemplate()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("OnFailure")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser((long) CURL_USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(curl(function))
                .endSpec()
                .endTemplate()
                .endSpec()
                .endJobTemplate()
                .endSpec()
                .build();
    }

    private Container curl(Function function) {
        return new ContainerBuilder()
                .withName("call")
                .withImage(settings.cronImage())
                .withCommand("curl")
                .withArgs(arguments(function))
                .addNewEnv()
                .withName("JOB_NAME")
                .withNewValueFrom()
                .withNewFieldRef(
                        PodTemplates.FIELDS_VERSION,
                        "metadata.labels['batch.kubernetes.io/job-name']")
                .endValueFrom()
                .endEnv()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .build();
    }

    /** Kubernetes replaces {@code $(JOB_NAME)}; there is no shell. */
    private List<String> arguments(Function function) {
        return List.of(
                "--fail-with-body",
                "--silent",
                "--show-error",
                "--max-time",
                "30",
                "--retry",
                "5",
                "--retry-all-errors",
                "--header",
                "Content-Type: application/json",
                "--header",
                "X-Event-Type: com.justfaas.function.invoked",
                "--header",
                "X-Event-Source: /cron/" + path(function),
                "--header",
                "X-Event-Id: $(JOB_NAME)",
                "--data",
                Serialization.asJson(call(function)),
                "http://events.%s.svc.cluster.local:8080/apis/events"
                        .formatted(settings.platformNamespace()));
    }

    private static String path(Function function) {
        return function.getMetadata().getNamespace() + "/" + function.getMetadata().getName();
    }

    private static Map<String, String> call(Function function) {
        Map<String, String> call = new LinkedHashMap<>();
        call.put("Name", function.getMetadata().getName());
        call.put("Namespace", function.getMetadata().getNamespace());
        return call;
    }
}
