package com.justfaas.router.http;

/**
 * A part of a door's OpenAPI document: JSON with {@code paths} and {@code components} of that
 * format. What several parts need lies in one that all of them name.
 *
 * @param beside the class beside which the resource lies
 * @param resource its name
 */
public record ApiPart(Class<?> beside, String resource) {}
