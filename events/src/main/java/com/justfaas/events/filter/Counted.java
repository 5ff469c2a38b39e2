package com.justfaas.events.filter;

import io.cloudevents.CloudEvent;
import io.cloudevents.sql.EvaluationRuntime;
import io.cloudevents.sql.ExceptionFactory;
import io.cloudevents.sql.impl.ExpressionInternal;
import io.cloudevents.sql.impl.ExpressionInternalVisitor;
import io.cloudevents.sql.impl.runtime.EvaluationResult;
import org.antlr.v4.runtime.misc.Interval;

/**
 * Any part of an expression, which is paid for out of the {@link StepBudget}: its evaluation, and
 * each text that it gives, which whatever gets the text may copy or compare.
 */
record Counted(ExpressionInternal counted) implements ExpressionInternal {

    private static final int EVALUATION = 10;
    private static final int CHARACTERS_A_STEP = 8;

    @Override
    public EvaluationResult evaluate(
            EvaluationRuntime runtime, CloudEvent event, ExceptionFactory exceptions) {
        StepBudget budget = StepBudget.of(exceptions);
        budget.spend(EVALUATION);
        EvaluationResult result = counted.evaluate(runtime, event, exceptions);
        if (result.value() instanceof String text) {
            budget.spend(text.length() / CHARACTERS_A_STEP);
        }
        return result;
    }

    @Override
    public Interval expressionInterval() {
        return counted.expressionInterval();
    }

    @Override
    public String expressionText() {
        return counted.expressionText();
    }

    @Override
    public <T> T visit(ExpressionInternalVisitor<T> visitor) {
        return counted.visit(visitor);
    }
}
