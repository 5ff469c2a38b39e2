package com.justfaas.playground.functions;

import com.justfaas.crds.v1alpha1.EnvVar;
import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionSpec;
import com.justfaas.events.FunctionName;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows the Functions of the API server, so that what stands behind one changes with the next
 * {@code kubectl apply}, and calls go on while the API server is away.
 */
public final class FunctionWatch implements FunctionLookup, AutoCloseable {

    private final Images images;
    private final SharedIndexInformer<Function> functions;

    /** The definition of Functions must be there when it starts. */
    public FunctionWatch(KubernetesClient client, Images images) {
        this.images = images;
        this.functions =
                client.resources(Function.class)
                        .inAnyNamespace()
                        .runnableInformer(0)
                        .exceptionHandler((started, failure) -> started);
    }

    /** Returns when it knows all that are there. */
    public void start() {
        functions.run();
    }

    @Override
    public Backend find(FunctionName name) {
        Function function = functions.getIndexer().getByKey(name.namespace() + "/" + name.name());
        if (function == null) {
            return new Backend.Nothing("there is no Function " + name);
        }
        FunctionSpec spec = function.getSpec();
        return spec == null || spec.image() == null
                ? new Backend.Nothing("the Function has no image")
                : images.backend(spec.image(), plainValues(spec));
    }

    private static Map<String, String> plainValues(FunctionSpec spec) {
        Map<String, String> values = new HashMap<>();
        for (EnvVar variable : spec.env()) {
            if (variable.name() != null && variable.value() != null) {
                values.put(variable.name(), variable.value());
            }
        }
        return values;
    }

    @Override
    public void close() {
        functions.close();
    }
}
