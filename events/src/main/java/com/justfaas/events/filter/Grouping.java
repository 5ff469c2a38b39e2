package com.justfaas.events.filter;

import io.cloudevents.sql.generated.CESQLParserParser.BinaryLogicExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.ExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.UnaryLogicExpressionContext;
import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Wants parentheses where an expression would mean something else than it seems to. SQL binds AND
 * closer than OR, CloudEvents SQL (section 3.6) takes both from left to right, and the SDK from
 * right to left; and NOT belongs to the next word alone.
 */
final class Grouping {

    private Grouping() {}

    /** Refuses {@code a AND b OR c}. */
    static void requireOneOperator(BinaryLogicExpressionContext logic) {
        Token operator = operator(logic);
        for (ExpressionContext operand : logic.expression()) {
            if (operand instanceof BinaryLogicExpressionContext inner
                    && operator(inner).getType() != operator.getType()) {
                throw new FilterMistakeException(
                        "mixes %s at character %d and %s at character %d; say with parentheses what belongs together"
                                .formatted(
                                        name(operator),
                                        operator.getStartIndex() + 1,
                                        name(operator(inner)),
                                        operator(inner).getStartIndex() + 1));
            }
        }
    }

    private static Token operator(BinaryLogicExpressionContext logic) {
        return ((TerminalNode) logic.getChild(1)).getSymbol();
    }

    private static String name(Token operator) {
        return operator.getText().toUpperCase(Locale.ROOT);
    }

    /** Refuses {@code NOT a = b}, which is {@code (NOT a) = b}. */
    static void requireNoNegation(ExpressionContext left) {
        if (left instanceof UnaryLogicExpressionContext negation) {
            throw new FilterMistakeException(
                    "has a NOT at character %d that belongs to the next word alone; put what follows it in parentheses, as in NOT (region = 'eu')"
                            .formatted(negation.getStart().getStartIndex() + 1));
        }
    }
}
