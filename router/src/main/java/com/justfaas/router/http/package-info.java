/**
 * What the HTTP doors share, ingress and management: the server and its limits, reading a body
 * within them, and the one form that every error has. Knows no events: of that module it takes
 * {@code Payload} only. Depends on Javalin, Jetty and Jackson.
 */
@NullMarked
package com.justfaas.router.http;

import org.jspecify.annotations.NullMarked;
