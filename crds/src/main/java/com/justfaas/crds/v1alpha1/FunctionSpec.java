package com.justfaas.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to run. The schema accepts whatever the one that this one replaces accepted; what cannot
 * work is reported in the condition {@code SpecValid}.
 *
 * @param image container image; null only in an object that no schema has checked
 * @param port as written, see {@link #containerPort()}. A number and not an integer, because the
 *     schema that this one replaces said so and objects stored under it keep applying
 * @param env environment variables, in order
 * @param ingress how the function is reached from outside the cluster, or null when it is not
 * @param secrets names of Secrets to mount
 * @param configMaps names of ConfigMaps to mount
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FunctionSpec(
        @JsonPropertyDescription("The container image to run.")
                @Required
                @JsonInclude(JsonInclude.Include.NON_NULL)
                @Nullable String image,
        @JsonPropertyDescription(
                        "The port on which the container listens, a whole number from 1 to 65535 (default 8080).")
                @Default("8080")
                @Nullable Double port,
        @JsonPropertyDescription("Environment variables of the container.") List<EnvVar> env,
        @JsonPropertyDescription("How the function is reached from outside the cluster.")
                @Nullable Ingress ingress,
        @JsonPropertyDescription(
                        "Names of Secrets to mount, at /var/faas/secrets or where the annotation justfaas.com/secrets-mount-path says.")
                List<String> secrets,
        @JsonPropertyDescription("Names of ConfigMaps to mount at /var/faas/config.")
                List<String> configMaps) {

    public static final int DEFAULT_PORT = 8080;

    public FunctionSpec {
        env = Lists.copyOf(env);
        secrets = Lists.copyOf(secrets);
        configMaps = Lists.copyOf(configMaps);
    }

    /** The port, 8080 when none is written. */
    public int containerPort() {
        return port == null ? DEFAULT_PORT : port.intValue();
    }
}
