package com.justfaas.operator.function;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts looks at Functions, and logs a failed one in a line. The SDK logs it too, with the whole
 * stack each time; that logger is to be quieted.
 */
final class ReconcileMetrics implements Metrics {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcileMetrics.class);

    private final FunctionMetrics metrics;

    ReconcileMetrics(FunctionMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void reconciliationExecutionStarted(HasMetadata resource, Map<String, Object> metadata) {
        metrics.reconciled();
    }

    @Override
    public void failedReconciliation(
            HasMetadata resource, Exception exception, Map<String, Object> metadata) {
        metrics.failed();
        LOG.atWarn()
                .addKeyValue("function", name(resource))
                .log("looked at in vain, to be repeated: {}", exception.getMessage());
        LOG.debug("the failure in full", exception);
    }

    private static String name(HasMetadata resource) {
        return resource.getMetadata().getNamespace() + "/" + resource.getMetadata().getName();
    }
}
