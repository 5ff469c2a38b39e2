package com.justfaas.router.management;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Something that must be well. Asked on every probe, so it answers at once. */
public interface HealthCheck {

    /** One word, such as {@code nats}. */
    String name();

    Health now();

    /**
     * How it is.
     *
     * @param detail for people: what is wrong and what they may do, or what it is connected to
     */
    record Health(boolean up, String detail) {}

    static HealthCheck of(String name, BooleanSupplier up, Supplier<String> detail) {
        return of(name, () -> new Health(up.getAsBoolean(), detail.get()));
    }

    static HealthCheck of(String name, Supplier<Health> health) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Health now() {
                return health.get();
            }
        };
    }
}
