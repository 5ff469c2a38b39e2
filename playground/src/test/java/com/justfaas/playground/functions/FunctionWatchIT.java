package com.justfaas.playground.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionSpec;
import com.justfaas.events.FunctionName;
import com.justfaas.playground.samples.Samples;
import com.justfaas.testkit.Checkout;
import com.justfaas.testkit.junit.KubernetesExtension;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FunctionWatchIT {

    @RegisterExtension
    private static final KubernetesExtension KUBERNETES = new KubernetesExtension();

    @Test
    void followsWhatIsAppliedChangedAndDeleted() {
        KUBERNETES.apply(Checkout.root().resolve("manifests/crds/functions.justfaas.com.yaml"));
        FunctionName name = new FunctionName(KUBERNETES.namespace(), "mine");
        try (FunctionWatch functions =
                new FunctionWatch(KUBERNETES.client(), new Images(new Samples()), (_, _) -> {})) {
            functions.start();
            assertThat(functions.find(name)).isInstanceOf(Backend.Nothing.class);

            KUBERNETES.client().resource(function(name, "playground/echo")).create();
            await().until(() -> functions.find(name) instanceof Backend.InPlayground);

            KUBERNETES.client().resource(function(name, "local/3000")).update();
            await().until(() -> functions.find(name).equals(new Backend.OnThisMachine(3000)));

            KUBERNETES.client().resource(function(name, "local/3000")).delete();
            await().until(() -> functions.find(name) instanceof Backend.Nothing);
        }
    }

    @Test
    void reportsAFunctionThatCannotRunOnceUntilThatChanges() {
        KUBERNETES.apply(Checkout.root().resolve("manifests/crds/functions.justfaas.com.yaml"));
        FunctionName name = new FunctionName(KUBERNETES.namespace(), "container");
        List<String> reports = new CopyOnWriteArrayList<>();
        try (FunctionWatch functions =
                new FunctionWatch(
                        KUBERNETES.client(),
                        new Images(new Samples()),
                        (function, reason) -> reports.add(function + " " + reason))) {
            functions.start();

            KUBERNETES.client().resource(function(name, "nginx:1.29")).create();
            await().until(() -> reports.size() == 1);
            assertThat(reports.getFirst())
                    .contains(name + " ", "nginx:1.29", "playground/echo", "local/<port>");

            KUBERNETES
                    .client()
                    .resource(function(name, "nginx:1.29"))
                    .edit(
                            same -> {
                                same.getMetadata().setLabels(Map.of("a", "b"));
                                return same;
                            });
            KUBERNETES.client().resource(function(name, "playground/echo")).update();
            await().until(() -> functions.find(name) instanceof Backend.InPlayground);
            KUBERNETES.client().resource(function(name, "nginx:1.30")).update();

            await().until(() -> reports.size() > 1);
            assertThat(reports).hasSize(2);
            assertThat(reports.getLast()).contains("nginx:1.30");
        }
    }

    private static Function function(FunctionName name, String image) {
        Function function = new Function();
        function.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace(name.namespace())
                        .withName(name.name())
                        .build());
        function.setSpec(new FunctionSpec(image, null, List.of(), null, List.of(), List.of()));
        return function;
    }
}
