package com.justfaas.testkit.cluster;

import com.justfaas.testkit.Checkout;
import com.justfaas.testkit.Kubectl;
import com.justfaas.testkit.KubernetesServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * FaaS Events in a cluster, as a user installs it: the images that {@code make image} built, and
 * {@code kubectl apply} of the manifests of this checkout.
 */
public final class Installation {

    private static final Path IMAGES = Checkout.root().resolve("target/image");

    private final ClusterFolder folder;
    private final Kubectl kubectl;
    private final BiConsumer<String, Object> progress;
    private final ImageReference product;
    private final ImageReference nats;
    private final ImageReference sample;

    private Installation(Cluster cluster, BiConsumer<String, Object> progress) {
        this.folder = new ClusterFolder(cluster.folder());
        this.kubectl =
                new Kubectl(
                        cluster.kubernetes().kubeconfig(KubernetesServer.ADMIN),
                        folder.file("kubectl-cache"));
        this.progress = progress;
        this.product = imported(cluster, "faas-events");
        this.nats = imported(cluster, "nats");
        this.sample = imported(cluster, "sample-function");
    }

    /**
     * Imports the images.
     *
     * @param progress gets each part that is up, and where
     * @throws IllegalStateException when they were not built
     */
    public static Installation of(Cluster cluster, BiConsumer<String, Object> progress) {
        return new Installation(cluster, progress);
    }

    private static ImageReference imported(Cluster cluster, String name) {
        Path tar = IMAGES.resolve(name + ".tar");
        if (!Files.exists(tar)) {
            throw new IllegalStateException("%s is not there: run `make image`".formatted(tar));
        }
        return ImageReference.parse(cluster.importImage(tar));
    }

    /** As the admin of the cluster. */
    public Kubectl kubectl() {
        return kubectl;
    }

    /** The image of a function that answers each request with what it got. */
    public String sampleImage() {
        return sample.toString();
    }

    /** Returns when NATS and every replica are ready. */
    public void install() {
        kubectl.run("apply", "--kustomize=" + overlay("product", "product.yaml"));
        kubectl.run("rollout", "status", "--namespace=faas", "--timeout=2m", "statefulset/nats");
        progress.accept("NATS", "nats.faas:4222");
        kubectl.run(
                "rollout", "status", "--namespace=faas", "--timeout=2m", "deployment/faas-events");
        progress.accept("FaaS Events", ingress());
    }

    /** Applies the sample Functions to the namespace default, and returns when they are ready. */
    public void applySamples() {
        folder.write("samples/image-fields.yaml", "image-fields.yaml", Map.of());
        kubectl.run("apply", "--kustomize=" + overlay("samples", "samples.yaml"));
        kubectl.run("wait", "--for=condition=Ready", "--timeout=1m", "functions", "--all");
        progress.accept("sample functions", "in namespace default");
    }

    /** Where events are posted to; the host reaches the addresses of Services. */
    public URI ingress() {
        String address =
                kubectl.run(
                        "get",
                        "service",
                        "events",
                        "--namespace=faas",
                        "--output=jsonpath={.spec.clusterIP}");
        return URI.create("http://%s:8080/apis/events".formatted(address));
    }

    private Path overlay(String name, String resource) {
        Path place = folder.subfolder(name);
        Path manifests = Checkout.root().resolve("manifests");
        folder.write(
                name + "/kustomization.yaml",
                resource,
                Map.of(
                        "manifests", place.relativize(manifests).toString(),
                        "productName", product.name(),
                        "productTag", product.tag(),
                        "natsName", nats.name(),
                        "natsTag", nats.tag(),
                        "sampleName", sample.name(),
                        "sampleTag", sample.tag()));
        return place;
    }
}
