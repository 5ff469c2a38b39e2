/**
 * What must hold under load while things break: routers and nats-server killed by {@code kill -9},
 * functions that are dead, slow, paused or gone. Real processes, real servers; each test ends by
 * itself and prints its counts.
 *
 * <p>{@link com.justfaas.e2e.chaos.Platform} is everything that runs, {@link
 * com.justfaas.e2e.chaos.Sink} stands in for all functions, {@link com.justfaas.e2e.chaos.Journal}
 * knows what became of each event, {@link com.justfaas.e2e.chaos.Scale} says how much of everything
 * there is. Depends on the testkit and on {@code events}, of whose streams it plays the operator
 * and looks at what lies there.
 */
@NullMarked
package com.justfaas.e2e.chaos;

import org.jspecify.annotations.NullMarked;
