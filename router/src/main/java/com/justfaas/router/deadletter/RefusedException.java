package com.justfaas.router.deadletter;

import com.justfaas.router.http.Problem;

/** Leaves the reading of a request with its problem; never leaves {@link DeadLetterApi}. */
final class RefusedException extends RuntimeException {

    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
