package com.justfaas.router.ingress;

import com.justfaas.events.Payload;

/** A request to store events, read whole. */
public record EventRequest(RequestHeaders headers, Payload body) {}
