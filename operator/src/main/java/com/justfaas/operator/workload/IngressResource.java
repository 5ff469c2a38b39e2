package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.IngressTls;
import com.justfaas.crds.v1alpha1.IssuerRef;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.dependent.ReconcileResult;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a function reachable from outside the cluster through the platform's gateway, beside which
 * it is created. It goes with the function by the finalizer, since an owner in another namespace is
 * not allowed.
 */
final class IngressResource extends ChildResource<Ingress> {

    private static final String NGINX = "nginx.ingress.kubernetes.io/";
    private static final String CERT_MANAGER = "cert-manager.io/";
    private static final String GATEWAY = "gateway";
    private static final int GATEWAY_PORT = 8080;

    private final Gateways gateways;

    IngressResource(Gateways gateways) {
        super(Ingress.class);
        this.gateways = gateways;
    }

    static boolean isWanted(Function function) {
        return function.getSpec().ingress() != null;
    }

    @Override
    protected ResourceID targetSecondaryResourceID(Function function, Context<Function> context) {
        return ResourceID.fromResource(desired(function));
    }

    @Override
    Ingress desired(Function function) {
        return desired(function, gateways.namespaceFor(function).orElseThrow());
    }

    static Ingress desired(Function function, String gatewayNamespace) {
        com.justfaas.crds.v1alpha1.Ingress wanted =
                Objects.requireNonNull(function.getSpec().ingress());
        String host = Objects.requireNonNull(wanted.host());
        boolean isNear = gatewayNamespace.equals(function.getMetadata().getNamespace());
        IngressBuilder ingress =
                new IngressBuilder()
                        .withMetadata(
                                (isNear
                                                ? ChildMetadata.owned(
                                                        function, ChildNames.plain(function))
                                                : ChildMetadata.foreignNamespace(
                                                        function, gatewayNamespace))
                                        .withAnnotations(annotations(function, wanted.tls()))
                                        .build())
                        .withNewSpec()
                        .withIngressClassName("nginx")
                        .addNewRule()
                        .withHost(host)
                        .withNewHttp()
                        .withPaths(path(wanted.pathPattern()))
                        .endHttp()
                        .endRule()
                        .endSpec();
        if (issuer(wanted.tls()).isPresent()) {
            ingress.editSpec()
                    .addNewTl()
                    .withHosts(host)
                    .withSecretName(host + "-cert")
                    .endTl()
                    .endSpec();
        }
        return ingress.build();
    }

    private static HTTPIngressPath path(String pattern) {
        return new HTTPIngressPathBuilder()
                .withPath(pattern)
                .withPathType("ImplementationSpecific")
                .withNewBackend()
                .withNewService()
                .withName(GATEWAY)
                .withNewPort()
                .withNumber(GATEWAY_PORT)
                .endPort()
                .endService()
                .endBackend()
                .build();
    }

    private static Map<String, String> annotations(Function function, @Nullable IngressTls tls) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(NGINX + "enable-cors", "true");
        annotations.put(NGINX + "use-regex", "true");
        Map<String, String> own =
                Objects.requireNonNullElse(function.getMetadata().getAnnotations(), Map.of());
        own.forEach(
                (name, value) -> {
                    if (name.startsWith(NGINX)) {
                        annotations.put(name, value);
                    }
                });
        annotations.put(
                NGINX + "rewrite-target",
                "/proxy/%s/%s/$1"
                        .formatted(
                                function.getMetadata().getNamespace(),
                                function.getMetadata().getName()));
        issuer(tls)
                .ifPresent(
                        issuer ->
                                annotations.put(
                                        CERT_MANAGER
                                                + ("ClusterIssuer".equals(issuer.kind())
                                                        ? "cluster-issuer"
                                                        : "issuer"),
                                        issuer.name()));
        return annotations;
    }

    /** The issuer, when it is of a kind that cert-manager knows. */
    private static Optional<IssuerRef> issuer(@Nullable IngressTls tls) {
        return Optional.ofNullable(tls)
                .map(IngressTls::issuerRef)
                .filter(issuer -> issuer.name() != null && !issuer.name().isBlank())
                .filter(issuer -> Set.of("Issuer", "ClusterIssuer").contains(issuer.kind()));
    }

    /**
     * While there is no gateway, or the ingress has mistakes, what is there stays as it is. One
     * beside another gateway goes.
     */
    @Override
    public ReconcileResult<Ingress> reconcile(Function function, Context<Function> context) {
        Optional<String> gateway = gateways.namespaceFor(function);
        if (gateway.isEmpty() || !SpecMistakes.ofIngress(function.getSpec()).isEmpty()) {
            return ReconcileResult.noOperation(null);
        }
        ResourceID wanted = ResourceID.fromResource(desired(function, gateway.get()));
        for (Ingress present : context.getSecondaryResources(Ingress.class)) {
            if (!ResourceID.fromResource(present).equals(wanted)) {
                handleDelete(function, present, context);
            }
        }
        return super.reconcile(function, context);
    }

    @Override
    public void delete(Function function, Context<Function> context) {
        for (Ingress present : context.getSecondaryResources(Ingress.class)) {
            handleDelete(function, present, context);
        }
    }

    /** Also beside the platform's gateway, when the operator watches some namespaces only. */
    @Override
    protected InformerEventSourceConfiguration.Builder<Ingress> informerConfigurationBuilder(
            EventSourceContext<Function> context) {
        Set<String> watched =
                context.getControllerConfiguration().getInformerConfig().getNamespaces();
        InformerEventSourceConfiguration.Builder<Ingress> configuration =
                super.informerConfigurationBuilder(context);
        if (context.getControllerConfiguration().getInformerConfig().watchAllNamespaces()) {
            return configuration;
        }
        Set<String> namespaces = new HashSet<>(watched);
        namespaces.add(gateways.platformNamespace());
        return configuration.withNamespaces(namespaces);
    }
}
