package com.justfaas.events.filter;

import io.cloudevents.CloudEvent;
import io.cloudevents.sql.EvaluationRuntime;
import io.cloudevents.sql.ExceptionFactory;
import io.cloudevents.sql.Type;
import io.cloudevents.sql.impl.ExpressionInternal;
import io.cloudevents.sql.impl.ExpressionInternalVisitor;
import io.cloudevents.sql.impl.expressions.BaseExpression;
import io.cloudevents.sql.impl.runtime.EvaluationResult;
import org.antlr.v4.runtime.misc.Interval;

/**
 * {@code x LIKE 'pattern'}. The SDK makes a regular expression of the pattern, which may take
 * longer than the world has existed, takes what stands behind {@code \E} as one, and finds that a
 * missing attribute is like {@code 'f%'}.
 */
final class Like extends BaseExpression {

    private final ExpressionInternal operand;
    private final LikePattern pattern;

    Like(Interval interval, String text, ExpressionInternal operand, LikePattern pattern) {
        super(interval, text);
        this.operand = operand;
        this.pattern = pattern;
    }

    @Override
    public EvaluationResult evaluate(
            EvaluationRuntime runtime, CloudEvent event, ExceptionFactory exceptions) {
        EvaluationResult value = operand.evaluate(runtime, event, exceptions);
        if (value.isMissingAttributeException()) {
            return value.copyWithDefaultValueForType(Type.BOOLEAN);
        }
        EvaluationResult text = castToString(exceptions, value);
        return text.copyWithValue(matches((String) text.value(), exceptions));
    }

    private boolean matches(String text, ExceptionFactory exceptions) {
        return pattern.matches(text, StepBudget.of(exceptions));
    }

    @Override
    public <T> T visit(ExpressionInternalVisitor<T> visitor) {
        return visitor.visitExpressionInternal(this);
    }
}
