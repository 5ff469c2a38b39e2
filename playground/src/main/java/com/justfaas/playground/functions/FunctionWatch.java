package com.justfaas.playground.functions;

import com.justfaas.crds.v1alpha1.EnvVar;
import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionSpec;
import com.justfaas.events.FunctionName;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Follows the Functions of the API server, so that what stands behind one changes with the next
 * {@code kubectl apply}, and calls go on while the API server is away. A Function that cannot run
 * is reported as soon as it is there.
 */
public final class FunctionWatch implements FunctionLookup, AutoCloseable {

    private final Images images;
    private final SharedIndexInformer<Function> functions;
    private final BiConsumer<FunctionName, String> unrunnable;
    private final Map<FunctionName, String> reported = new ConcurrentHashMap<>();

    /**
     * The definition of Functions must be there when it starts.
     *
     * @param unrunnable gets each Function that cannot run, and why, once until that changes
     */
    public FunctionWatch(
            KubernetesClient client, Images images, BiConsumer<FunctionName, String> unrunnable) {
        this.images = images;
        this.unrunnable = unrunnable;
        this.functions =
                client.resources(Function.class)
                        .inAnyNamespace()
                        .runnableInformer(0)
                        .exceptionHandler((started, failure) -> started);
    }

    /** Returns when it knows all that are there. */
    public void start() {
        functions.addEventHandler(new Reports());
        functions.run();
    }

    @Override
    public Backend find(FunctionName name) {
        Function function = functions.getIndexer().getByKey(name.namespace() + "/" + name.name());
        if (function == null) {
            return new Backend.Nothing("there is no Function " + name);
        }
        return backend(function);
    }

    private Backend backend(Function function) {
        FunctionSpec spec = function.getSpec();
        return spec == null || spec.image() == null
                ? new Backend.Nothing("the Function has no image")
                : images.backend(spec.image(), plainValues(spec));
    }

    private final class Reports implements ResourceEventHandler<Function> {

        @Override
        public void onAdd(Function function) {
            FunctionName name = name(function);
            if (!(backend(function) instanceof Backend.Nothing(String reason))) {
                reported.remove(name);
            } else if (!reason.equals(reported.put(name, reason))) {
                unrunnable.accept(name, "%s. What runs: %s".formatted(reason, images.runnable()));
            }
        }

        @Override
        public void onUpdate(Function before, Function function) {
            onAdd(function);
        }

        @Override
        public void onDelete(Function function, boolean stateUnknown) {
            reported.remove(name(function));
        }

        private static FunctionName name(Function function) {
            return new FunctionName(
                    function.getMetadata().getNamespace(), function.getMetadata().getName());
        }
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
