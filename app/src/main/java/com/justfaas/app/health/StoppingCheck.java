package com.justfaas.app.health;

import com.justfaas.router.management.HealthCheck;
import java.util.function.BooleanSupplier;

/** Whether the process goes on: whoever is told that it does not sends its requests elsewhere. */
public record StoppingCheck(BooleanSupplier stopping) implements HealthCheck {

    @Override
    public String name() {
        return "process";
    }

    @Override
    public Health now() {
        return stopping.getAsBoolean()
                ? new Health(false, "shutting down")
                : new Health(true, "running");
    }
}
