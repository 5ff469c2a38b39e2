package com.justfaas.events.filter;

import io.cloudevents.sql.EvaluationException.ErrorKind;
import io.cloudevents.sql.EvaluationException.EvaluationExceptionFactory;
import io.cloudevents.sql.ExceptionFactory;
import io.cloudevents.sql.impl.ExceptionFactoryImpl;

/**
 * The steps that one evaluation may still take. Steps are counted, and no time is measured: the
 * same event gets the same verdict on every machine. A step is about as much work as to compare one
 * character.
 *
 * <p>It is the exception factory of the evaluation as well: that is the only object that the SDK's
 * expressions pass on and that may be a new one for each evaluation.
 */
final class StepBudget extends ExceptionFactoryImpl {

    /** The SDK notices a failure by an exception of the JDK, whose stack trace takes long. */
    private static final int FAILURE = 1000;

    private int left;

    StepBudget(int steps) {
        super(false);
        this.left = steps;
    }

    /** Of the evaluation that this factory was made for. */
    static StepBudget of(ExceptionFactory exceptions) {
        return (StepBudget) exceptions;
    }

    int left() {
        return left;
    }

    /** Throws {@link BudgetSpentException} when there are not as many left. */
    void spend(int steps) {
        left -= steps;
        if (left < 0) {
            throw new BudgetSpentException();
        }
    }

    @Override
    public EvaluationExceptionFactory castError(Class<?> from, Class<?> to, Throwable cause) {
        return failure(ErrorKind.CAST);
    }

    @Override
    public EvaluationExceptionFactory functionExecutionError(String name, Throwable cause) {
        return failure(ErrorKind.FUNCTION_EVALUATION);
    }

    private EvaluationExceptionFactory failure(ErrorKind kind) {
        spend(FAILURE);
        return (interval, expression) -> new EvaluationFailure(kind, interval, expression);
    }
}
