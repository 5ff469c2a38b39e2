package com.justfaas.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * How a function is reached from outside the cluster.
 *
 * @param host a DNS name, its first label may be {@code *}. Null only in an object that no schema
 *     has checked
 * @param path as written, see {@link #pathPattern()}
 * @param tls certificate, or null for plain HTTP
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ingress(
        @JsonPropertyDescription("The DNS name under which the function is reached.") @Required
                @Nullable String host,
        @JsonPropertyDescription("The path, a regular expression with one group.")
                @Default(Ingress.DEFAULT_PATH)
                @Nullable String path,
        @JsonPropertyDescription("The certificate; none means plain HTTP.")
                @Nullable IngressTls tls) {

    public static final String DEFAULT_PATH = "/(.*)";

    /** The path, everything when none is written. */
    public String pathPattern() {
        return path == null ? DEFAULT_PATH : path;
    }
}
