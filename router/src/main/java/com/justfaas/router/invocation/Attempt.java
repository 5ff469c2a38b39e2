package com.justfaas.router.invocation;

import java.time.Duration;

/**
 * What an invocation must know of the delivery that it serves.
 *
 * @param number 1 for the first attempt
 * @param last whether none will follow
 * @param timeout longest it may take
 */
public record Attempt(int number, boolean last, Duration timeout) {}
