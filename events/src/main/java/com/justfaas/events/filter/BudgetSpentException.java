package com.justfaas.events.filter;

import java.io.Serial;

/** Ends an evaluation that has used all of its {@link StepBudget}. */
final class BudgetSpentException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    /** Without a stack trace, which would take longer than the steps. */
    BudgetSpentException() {
        super(null, null, false, false);
    }
}
