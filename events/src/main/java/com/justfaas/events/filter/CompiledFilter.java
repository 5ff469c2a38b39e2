package com.justfaas.events.filter;

import com.justfaas.events.filter.FilterVerdict.Cause;
import com.justfaas.events.filter.FilterVerdict.Passes;
import com.justfaas.events.filter.FilterVerdict.Refuses;
import io.cloudevents.CloudEvent;
import io.cloudevents.sql.EvaluationException;
import io.cloudevents.sql.Expression;
import io.cloudevents.sql.Result;

/** An expression ready to be asked, by any number of threads at once. */
final class CompiledFilter {

    private static final FilterVerdict PASSES = new Passes();
    private static final FilterVerdict FALSE = new Refuses(Cause.FALSE, "the filter is false");

    private final Expression expression;
    private final Excerpts excerpts;

    CompiledFilter(Expression expression, Excerpts excerpts) {
        this.expression = expression;
        this.excerpts = excerpts;
    }

    /** An event passes when the expression is true and nothing went wrong on the way. */
    FilterVerdict verdict(CloudEvent event) {
        Result result;
        try {
            result = expression.evaluate(event);
        } catch (RuntimeException e) {
            // a defect of the library must not stop the events of everybody else
            return new Refuses(Cause.ERROR, "the filter cannot be evaluated for this event");
        }
        if (result.isFailed()) {
            return new Refuses(Cause.ERROR, why(result.causes().iterator().next()));
        }
        return Boolean.TRUE.equals(result.value()) ? PASSES : FALSE;
    }

    private String why(EvaluationException failure) {
        String where = excerpts.of(failure.getExpressionInterval());
        return switch (failure.getKind()) {
            case MISSING_ATTRIBUTE -> "the event has no attribute " + where;
            case CAST ->
                    "\"%s\" needs a number, or true or false, where there is another text"
                            .formatted(where);
            case MATH -> "\"%s\" divides by zero or is too large".formatted(where);
            case FUNCTION_EVALUATION ->
                    "\"%s\" asks for a part of a text that is not there".formatted(where);
            case MISSING_FUNCTION, GENERIC -> "\"%s\" cannot be evaluated".formatted(where);
        };
    }
}
