package com.justfaas.router.binding;

import com.justfaas.events.Payload;

/** A request or a response, read whole, that may carry events. */
public record EventMessage(MessageHeaders headers, Payload body) {}
