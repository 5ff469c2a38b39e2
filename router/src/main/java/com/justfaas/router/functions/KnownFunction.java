package com.justfaas.router.functions;

import com.justfaas.events.FunctionName;
import com.justfaas.events.topics.Subscription;
import java.time.Instant;

/**
 * A function that the operator announced and did not take back.
 *
 * @param uid tells it from an earlier function of the same name
 * @param subscription what it wants, and how
 * @param changedAt when the operator last said something of it
 */
public record KnownFunction(
        FunctionName name, String uid, Subscription subscription, Instant changedAt) {}
