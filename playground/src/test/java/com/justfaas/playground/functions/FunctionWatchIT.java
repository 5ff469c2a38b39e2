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
                new FunctionWatch(KUBERNETES.client(), new Images(new Samples()))) {
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
