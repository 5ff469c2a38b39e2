package com.justfaas.events.filter;

import com.justfaas.events.filter.FilterVerdict.Cause;
import com.justfaas.events.filter.FilterVerdict.Passes;
import com.justfaas.events.filter.FilterVerdict.Refuses;
import io.cloudevents.CloudEvent;
import io.cloudevents.sql.EvaluationException;
import io.cloudevents.sql.EvaluationRuntime;
import io.cloudevents.sql.Result;
import io.cloudevents.sql.impl.ExpressionInternal;
import java.util.Optional;

/** An expression ready to be asked, by any number of threads at once. */
final class CompiledFilter {

    private static final FilterVerdict PASSES = new Passes();
    private static final FilterVerdict FALSE = new Refuses(Cause.FALSE, "the filter is false");

    /**
     * Most steps of an evaluation. Together they take a fraction of what it takes to call a
     * function, so that a filter never costs more than the delivery that it decides about.
     */
    static final int BUDGET = 8192;

    /** Nearly every filter is content with so many, which take less than a microsecond. */
    private static final int QUICK = 256;

    private static final FilterVerdict EXPENSIVE =
            new Refuses(
                    Cause.EXPENSIVE,
                    "the filter takes more than %d steps for this event; search fewer or shorter texts, or put what decides first"
                            .formatted(BUDGET));

    private final ExpressionInternal expression;
    private final Excerpts excerpts;

    CompiledFilter(ExpressionInternal expression, Excerpts excerpts) {
        this.expression = expression;
        this.excerpts = excerpts;
    }

    /** An event passes when the expression is true and nothing went wrong on the way. */
    FilterVerdict verdict(CloudEvent event) {
        return within(BUDGET, event).orElse(EXPENSIVE);
    }

    /** The same verdict, or empty when it takes more than a moment. */
    Optional<FilterVerdict> quickVerdict(CloudEvent event) {
        return within(QUICK, event);
    }

    private Optional<FilterVerdict> within(int steps, CloudEvent event) {
        try {
            Result result =
                    expression.evaluate(
                            EvaluationRuntime.getDefault(), event, new StepBudget(steps));
            return Optional.of(verdict(result));
        } catch (BudgetSpentException e) {
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError e) {
            // a defect of the library must not stop the events of other functions
            return Optional.of(
                    new Refuses(Cause.ERROR, "the filter cannot be evaluated for this event"));
        }
    }

    private FilterVerdict verdict(Result result) {
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
