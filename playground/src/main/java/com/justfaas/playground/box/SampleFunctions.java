package com.justfaas.playground.box;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.events.FunctionName;
import com.justfaas.testkit.Kubectl;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sample Functions. What is absent is created; what is there is never written to, so that all
 * changes of a user survive a restart, be it a patch, an annotation less, or another image. A
 * sample that was deleted is absent, and comes back.
 */
final class SampleFunctions {

    private static final List<FunctionName> ALL =
            Stream.of("audit", "hello", "invoice", "mailer", "report", "warehouse")
                    .map(name -> new FunctionName("shop", name))
                    .toList();

    private final Path folder;
    private final KubernetesClient client;
    private final Kubectl kubectl;

    /**
     * @param folder of the manifests
     */
    SampleFunctions(Path folder, KubernetesClient client, Kubectl kubectl) {
        this.folder = folder;
        this.client = client;
        this.kubectl = kubectl;
    }

    /** Returns when the samples are ready, with those that differ from their manifests. */
    Set<FunctionName> install() {
        kubectl.run("apply", "-f", folder.resolve("00-namespace.yaml").toString());
        Set<FunctionName> changed = new TreeSet<>();
        for (FunctionName sample : ALL) {
            Function wanted = read(manifest(sample));
            Function found = client.resource(wanted).get();
            if (found == null) {
                client.resource(wanted).create();
            } else if (!isSame(found, wanted)) {
                changed.add(sample);
            }
        }
        awaitReady(ALL.stream().filter(sample -> !changed.contains(sample)).toList());
        return changed;
    }

    /** A changed sample may never get ready. */
    private void awaitReady(List<FunctionName> unchanged) {
        if (unchanged.isEmpty()) {
            return;
        }
        List<String> wait =
                new ArrayList<>(List.of("wait", "--for=condition=Ready", "--timeout=30s"));
        unchanged.forEach(sample -> wait.addAll(List.of("-f", manifest(sample).toString())));
        kubectl.run(wait.toArray(String[]::new));
    }

    private Path manifest(FunctionName sample) {
        return folder.resolve(sample.name() + ".yaml");
    }

    private boolean isSame(Function found, Function wanted) {
        Function complete = asCreated(wanted);
        return Objects.equals(found.getSpec(), complete.getSpec())
                && users(found.getMetadata().getLabels())
                        .equals(users(complete.getMetadata().getLabels()))
                && users(found.getMetadata().getAnnotations())
                        .equals(users(complete.getMetadata().getAnnotations()));
    }

    /** With the defaults of the server; made under another name, and stored nowhere. */
    private Function asCreated(Function wanted) {
        ObjectMeta metadata =
                new ObjectMetaBuilder(wanted.getMetadata())
                        .withName(null)
                        .withGenerateName("compared-")
                        .build();
        Function unnamed = new Function();
        unnamed.setMetadata(metadata);
        unnamed.setSpec(wanted.getSpec());
        return client.resource(unnamed).dryRun().create();
    }

    /** Without what kubectl adds for itself. */
    private static Map<String, String> users(@Nullable Map<String, String> texts) {
        Map<String, String> users = new HashMap<>();
        if (texts != null) {
            users.putAll(texts);
        }
        users.keySet().removeIf(key -> key.startsWith("kubectl.kubernetes.io/"));
        return users;
    }

    private static Function read(Path manifest) {
        try (InputStream yaml = Files.newInputStream(manifest)) {
            return Serialization.unmarshal(yaml, Function.class);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(manifest), e);
        }
    }
}
