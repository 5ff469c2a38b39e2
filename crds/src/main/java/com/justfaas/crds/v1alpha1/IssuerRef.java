package com.justfaas.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A cert-manager issuer.
 *
 * @param name of the issuer
 * @param kind {@code Issuer} or {@code ClusterIssuer}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IssuerRef(
        @JsonPropertyDescription("Name of the issuer.") @Nullable String name,
        @JsonPropertyDescription("Issuer or ClusterIssuer.") @Nullable String kind) {}
