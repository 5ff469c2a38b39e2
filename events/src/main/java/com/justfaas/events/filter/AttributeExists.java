package com.justfaas.events.filter;

import io.cloudevents.CloudEvent;
import io.cloudevents.sql.EvaluationRuntime;
import io.cloudevents.sql.ExceptionFactory;
import io.cloudevents.sql.impl.ExpressionInternalVisitor;
import io.cloudevents.sql.impl.expressions.BaseExpression;
import io.cloudevents.sql.impl.runtime.EvaluationResult;
import org.antlr.v4.runtime.misc.Interval;

/** Whether the event has an attribute; the SDK would make a set of all names to find out. */
final class AttributeExists extends BaseExpression {

    private final String name;

    AttributeExists(Interval interval, String text, String name) {
        super(interval, text);
        this.name = name;
    }

    @Override
    public EvaluationResult evaluate(
            EvaluationRuntime runtime, CloudEvent event, ExceptionFactory exceptions) {
        return new EvaluationResult(Attributes.text(event, name) != null);
    }

    @Override
    public <T> T visit(ExpressionInternalVisitor<T> visitor) {
        return visitor.visitExpressionInternal(this);
    }
}
