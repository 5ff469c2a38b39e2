package com.justfaas.operator.traffic;

import com.justfaas.crds.v1alpha1.Condition;
import com.justfaas.crds.v1alpha1.FunctionStatus;
import com.justfaas.operator.status.Conditions;
import com.justfaas.operator.status.Finding;
import com.justfaas.operator.status.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Streaks of failures as a status shows them. */
public final class Streaks {

    private Streaks() {}

    static boolean isIn(@Nullable FunctionStatus status) {
        return status != null && find(status.conditions()).isPresent();
    }

    /** The streak that these conditions show, as it is to be shown again. */
    public static Optional<Finding> find(List<Condition> conditions) {
        return Conditions.find(conditions, Finding.DELIVERING)
                .flatMap(
                        condition ->
                                reason(condition)
                                        .map(
                                                reason ->
                                                        Finding.bad(
                                                                Finding.DELIVERING,
                                                                reason,
                                                                condition.message())));
    }

    private static Optional<Reason> reason(Condition condition) {
        for (Reason reason : List.of(Reason.FAILING, Reason.UNREACHABLE)) {
            if (reason.text().equals(condition.reason())) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
