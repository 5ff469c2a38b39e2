package com.justfaas.router.ingress;

import com.justfaas.events.codec.StoredEvent;

/** An event that may be stored, and where. */
public record Arrival(String subject, StoredEvent event) {}
