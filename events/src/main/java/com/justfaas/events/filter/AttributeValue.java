package com.justfaas.events.filter;

import io.cloudevents.CloudEvent;
import io.cloudevents.sql.EvaluationException;
import io.cloudevents.sql.EvaluationException.ErrorKind;
import io.cloudevents.sql.EvaluationRuntime;
import io.cloudevents.sql.ExceptionFactory;
import io.cloudevents.sql.impl.ExpressionInternalVisitor;
import io.cloudevents.sql.impl.expressions.BaseExpression;
import io.cloudevents.sql.impl.runtime.EvaluationResult;
import org.antlr.v4.runtime.misc.Interval;

/** The text of an attribute. One that is missing is false, and an error of the evaluation. */
final class AttributeValue extends BaseExpression {

    private final String name;

    /** Made once: most events may lack the attribute, and an exception is slow to make. */
    private final EvaluationException missing;

    AttributeValue(Interval interval, String name) {
        super(interval, name);
        this.name = name;
        this.missing =
                new EvaluationException(
                        ErrorKind.MISSING_ATTRIBUTE, interval, name, "missing", null);
    }

    @Override
    public EvaluationResult evaluate(
            EvaluationRuntime runtime, CloudEvent event, ExceptionFactory exceptions) {
        String text = Attributes.text(event, name);
        return text == null ? new EvaluationResult(false, missing) : new EvaluationResult(text);
    }

    @Override
    public <T> T visit(ExpressionInternalVisitor<T> visitor) {
        return visitor.visitExpressionInternal(this);
    }
}
