package com.justfaas.operator.function;

import com.justfaas.crds.v1alpha1.Function;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists Functions at the API server, past every cache, page by page. */
final class FunctionLists {

    private static final long PAGE = 500;

    private final KubernetesClient client;
    private final FunctionResources resources;
    private final Set<String> namespaces;

    /**
     * @param namespaces which to list; empty for all
     */
    FunctionLists(KubernetesClient client, FunctionResources resources, Set<String> namespaces) {
        this.client = client;
        this.resources = resources;
        this.namespaces = Set.copyOf(namespaces);
    }

    /** Which are listed; empty for all. */
    Set<String> namespaces() {
        return namespaces;
    }

    /**
     * All Functions of the watched namespaces, as they are now.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server is away or
     *     refuses
     */
    List<ListedFunction> list() {
        List<ListedFunction> listed = new ArrayList<>();
        if (namespaces.isEmpty()) {
            list(null, listed);
        }
        namespaces.forEach(namespace -> list(namespace, listed));
        return listed;
    }

    private void list(@Nullable String namespace, List<ListedFunction> listed) {
        String next = null;
        do {
            KubernetesResourceList<Function> page = page(namespace, next);
            page.getItems().forEach(function -> listed.add(listed(function)));
            next = page.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
    }

    private KubernetesResourceList<Function> page(
            @Nullable String namespace, @Nullable String next) {
        MixedOperation<Function, KubernetesResourceList<Function>, Resource<Function>> functions =
                client.resources(Function.class);
        var options = new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
        return namespace == null
                ? functions.inAnyNamespace().list(options)
                : functions.inNamespace(namespace).list(options);
    }

    private ListedFunction listed(Function function) {
        return ListedFunction.of(resources.of(function), function.isMarkedForDeletion());
    }
}
