/** What the probes ask of the process beside what the router answers for itself. */
@NullMarked
package com.justfaas.app.health;

import org.jspecify.annotations.NullMarked;
