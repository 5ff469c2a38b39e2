package com.justfaas.app.health;

import com.justfaas.operator.OperatorHealth;
import com.justfaas.router.management.HealthCheck;
import java.util.function.Supplier;

/**
 * How the operator is.
 *
 * @param mattersForReadiness whether its troubles end readiness. Beside a router they do not:
 *     events come in and go out while the API server is away
 */
public record OperatorCheck(Supplier<OperatorHealth> operator, boolean mattersForReadiness)
        implements HealthCheck {

    @Override
    public String name() {
        return "operator";
    }

    @Override
    public Health now() {
        OperatorHealth health = operator.get();
        return new Health(health.isGood() || !mattersForReadiness, health.summary());
    }
}
