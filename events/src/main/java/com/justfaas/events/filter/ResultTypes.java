package com.justfaas.events.filter;

import io.cloudevents.sql.EvaluationRuntime;
import io.cloudevents.sql.Function;
import io.cloudevents.sql.Type;
import io.cloudevents.sql.generated.CESQLParserParser.AtomExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.BinaryAdditiveExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.BinaryMultiplicativeExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.BooleanAtomContext;
import io.cloudevents.sql.generated.CESQLParserParser.ExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.FunctionInvocationExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.IntegerAtomContext;
import io.cloudevents.sql.generated.CESQLParserParser.SubExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.UnaryNumericExpressionContext;
import java.util.Locale;

/**
 * What an expression gives, known before there is an event. CloudEvents SQL, section 1.2: a filter
 * must give true or false.
 */
final class ResultTypes {

    private static final String FUNCTIONS =
            "ABS(x), BOOL(x), CONCAT(x, …), CONCAT_WS(between, x, …), INT(x), IS_BOOL(x), IS_INT(x), LEFT(x, n),"
                    + " LENGTH(x), LOWER(x), RIGHT(x, n), STRING(x), SUBSTRING(x, from[, n]), TRIM(x), UPPER(x)";

    private ResultTypes() {}

    static void requireTruth(ExpressionContext expression) {
        Type type = of(expression);
        if (type != Type.BOOLEAN) {
            throw new FilterMistakeException(
                    "gives %s, not true or false; compare it, as in region = 'eu'"
                            .formatted(type == Type.INTEGER ? "a number" : "a text"));
        }
    }

    private static Type of(ExpressionContext expression) {
        return switch (expression) {
            case SubExpressionContext inner -> of(inner.expression());
            case AtomExpressionContext atom ->
                    switch (atom.atom()) {
                        case BooleanAtomContext _ -> Type.BOOLEAN;
                        case IntegerAtomContext _ -> Type.INTEGER;
                        default -> Type.STRING;
                    };
            case UnaryNumericExpressionContext _,
                    BinaryAdditiveExpressionContext _,
                    BinaryMultiplicativeExpressionContext _ ->
                    Type.INTEGER;
            case FunctionInvocationExpressionContext call -> function(call).returnType();
            default -> Type.BOOLEAN;
        };
    }

    /** The function that is called; the SDK would look for it only when an event comes. */
    static Function function(FunctionInvocationExpressionContext call) {
        String name = call.functionIdentifier().getText();
        int arguments = call.functionParameterList().expression().size();
        try {
            return EvaluationRuntime.getDefault()
                    .resolveFunction(name.toUpperCase(Locale.ROOT), arguments);
        } catch (IllegalStateException e) {
            throw new FilterMistakeException(
                    "calls %s with %s at character %d; there are %s"
                            .formatted(
                                    Shown.cut(name),
                                    arguments == 1 ? "1 argument" : arguments + " arguments",
                                    call.getStart().getStartIndex() + 1,
                                    FUNCTIONS));
        }
    }
}
