package com.justfaas.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * How a function is reached from outside the cluster.
 *
 * @param host a DNS name, its first label may be {@code *}; the rule is that of Kubernetes' own
 *     Ingress. Null only in an object that no schema has checked
 * @param path as written, see {@link #pathPattern()}
 * @param tls certificate, or null for plain HTTP
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ingress(
        @JsonPropertyDescription("The DNS name under which the function is reached.")
                @Required
                @Size(min = 1, max = 253)
                @Pattern(Ingress.HOST)
                @Nullable String host,
        @JsonPropertyDescription("The path, a regular expression with one group.")
                @Default(Ingress.DEFAULT_PATH)
                @Nullable String path,
        @JsonPropertyDescription("The certificate; none means plain HTTP.")
                @Nullable IngressTls tls) {

    public static final String DEFAULT_PATH = "/(.*)";

    /** A lower case RFC 1123 subdomain, or one below a wildcard. */
    public static final String HOST =
            "^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /** The path, everything when none is written. */
    public String pathPattern() {
        return path == null ? DEFAULT_PATH : path;
    }
}
