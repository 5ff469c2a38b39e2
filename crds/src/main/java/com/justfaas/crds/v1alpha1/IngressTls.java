package com.justfaas.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * Where the certificate of an ingress comes from.
 *
 * @param issuerRef a cert-manager issuer
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IngressTls(
        @JsonPropertyDescription("The cert-manager issuer that signs the certificate.")
                @Nullable IssuerRef issuerRef) {}
