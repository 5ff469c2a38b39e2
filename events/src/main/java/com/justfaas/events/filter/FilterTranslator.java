package com.justfaas.events.filter;

import io.cloudevents.sql.ParseException;
import io.cloudevents.sql.generated.CESQLParserParser.BinaryComparisonExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.BinaryLogicExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.ExistsExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.FunctionInvocationExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.IdentifierContext;
import io.cloudevents.sql.generated.CESQLParserParser.InExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.IntegerLiteralContext;
import io.cloudevents.sql.generated.CESQLParserParser.LikeExpressionContext;
import io.cloudevents.sql.generated.CESQLParserParser.StringLiteralContext;
import io.cloudevents.sql.impl.ExpressionInternal;
import io.cloudevents.sql.impl.expressions.NotExpression;
import io.cloudevents.sql.impl.parser.ExpressionTranslatorVisitor;
import io.cloudevents.sql.impl.parser.LiteralUtils;
import java.util.Locale;
import org.antlr.v4.runtime.tree.ParseTree;

/**
 * The SDK's translation of a parsed expression, but for attributes, {@code EXISTS} and {@code
 * LIKE}, and with the checks that the SDK leaves to the moment when an event comes.
 */
final class FilterTranslator extends ExpressionTranslatorVisitor {

    /** In characters: how long a text is searched grows with it. */
    private static final int MAX_PATTERN = 256;

    /**
     * Most searches of a text: {@code LIKE '%x%'}, with a part of more than 64 characters several.
     * So many fit into the budget while texts have 150 characters; a filter with more would fail
     * for many events, and its user is to know before the first of them.
     */
    private static final int MAX_SEARCHES = 32;

    private int searches;

    @Override
    public ExpressionInternal visit(ParseTree tree) {
        ExpressionInternal expression = super.visit(tree);
        return expression instanceof Counted ? expression : new Counted(expression);
    }

    @Override
    public ExpressionInternal visitIdentifier(IdentifierContext attribute) {
        return new AttributeValue(attribute.getSourceInterval(), name(attribute));
    }

    @Override
    public ExpressionInternal visitExistsExpression(ExistsExpressionContext exists) {
        return new AttributeExists(
                exists.getSourceInterval(), exists.getText(), name(exists.identifier()));
    }

    @Override
    public ExpressionInternal visitLikeExpression(LikeExpressionContext like) {
        Grouping.requireNoNegation(like.expression());
        StringLiteralContext literal = like.stringLiteral();
        String pattern =
                literal.DQUOTED_STRING_LITERAL() == null
                        ? LiteralUtils.parseSQuotedStringLiteral(literal.SQUOTED_STRING_LITERAL())
                        : LiteralUtils.parseDQuotedStringLiteral(literal.DQUOTED_STRING_LITERAL());
        if (pattern.length() > MAX_PATTERN) {
            throw new FilterMistakeException(
                    "has a pattern of %d characters at character %d; %d is the most"
                            .formatted(
                                    pattern.length(),
                                    literal.getStart().getStartIndex() + 1,
                                    MAX_PATTERN));
        }
        ExpressionInternal matches =
                new Like(
                        like.getSourceInterval(),
                        like.getText(),
                        visit(like.expression()),
                        counted(LikePattern.of(pattern)));
        return like.NOT() == null
                ? matches
                : new NotExpression(like.getSourceInterval(), like.getText(), matches);
    }

    private LikePattern counted(LikePattern pattern) {
        searches += pattern.stepsACharacter();
        if (searches > MAX_SEARCHES) {
            throw new FilterMistakeException(
                    "searches for too many patterns like '%%x%%'; %d are the most, and one that is longer than 64 characters counts once for each 64"
                            .formatted(MAX_SEARCHES));
        }
        return pattern;
    }

    @Override
    public ExpressionInternal visitInExpression(InExpressionContext in) {
        Grouping.requireNoNegation(in.expression());
        return super.visitInExpression(in);
    }

    @Override
    public ExpressionInternal visitBinaryComparisonExpression(
            BinaryComparisonExpressionContext comparison) {
        Grouping.requireNoNegation(comparison.expression(0));
        return super.visitBinaryComparisonExpression(comparison);
    }

    @Override
    public ExpressionInternal visitBinaryLogicExpression(BinaryLogicExpressionContext logic) {
        Grouping.requireOneOperator(logic);
        return super.visitBinaryLogicExpression(logic);
    }

    @Override
    public ExpressionInternal visitIntegerLiteral(IntegerLiteralContext number) {
        try {
            return super.visitIntegerLiteral(number);
        } catch (ParseException e) {
            throw new FilterMistakeException(
                    "has the number %s at character %d; %d is the largest"
                            .formatted(
                                    Shown.cut(number.getText()),
                                    number.getStart().getStartIndex() + 1,
                                    Integer.MAX_VALUE));
        }
    }

    @Override
    public ExpressionInternal visitFunctionInvocationExpression(
            FunctionInvocationExpressionContext call) {
        var _ = ResultTypes.function(call);
        return super.visitFunctionInvocationExpression(call);
    }

    private static String name(IdentifierContext attribute) {
        String name = attribute.getText();
        int at = attribute.getStart().getStartIndex() + 1;
        if (name.equals("data")) {
            throw new FilterMistakeException(
                    "asks for data at character %d; a filter sees attributes, not data"
                            .formatted(at));
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (!name.equals(lower)) {
            throw new FilterMistakeException(
                    "asks for %s at character %d; attributes are in lower case: %s"
                            .formatted(Shown.cut(name), at, Shown.cut(lower)));
        }
        return name;
    }
}
