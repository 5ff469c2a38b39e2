package com.justfaas.events.filter;

import io.cloudevents.sql.generated.CESQLParserLexer;
import io.cloudevents.sql.generated.CESQLParserParser;
import io.cloudevents.sql.generated.CESQLParserParser.CesqlContext;
import io.cloudevents.sql.impl.ExpressionInternal;
import io.cloudevents.sql.impl.parser.CaseChangingCharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/**
 * Makes a filter of its text. Does what the SDK's parser does with the same grammar; that one
 * prints what it cannot read to the console, leaves it out, and goes on.
 */
final class FilterCompiler {

    /** In characters. */
    static final int MAX_LENGTH = 4096;

    /**
     * Words, texts, numbers and signs: bounds how deep an expression nests and how long it takes.
     */
    static final int MAX_TOKENS = 500;

    static final String EXAMPLE = "; write it like region = 'eu' AND subject LIKE 'order-%'";

    private FilterCompiler() {}

    static CompiledFilter compile(String text) {
        if (text.isBlank()) {
            throw new FilterMistakeException("is empty" + EXAMPLE + ", or remove it");
        }
        if (text.length() > MAX_LENGTH) {
            throw new FilterMistakeException(
                    "is %d characters long; %d is the most".formatted(text.length(), MAX_LENGTH));
        }
        CommonTokenStream tokens = tokens(text);
        CesqlContext tree = parser(tokens).cesql();
        ResultTypes.requireTruth(tree.expression());
        ExpressionInternal expression = new FilterTranslator().visit(tree);
        return new CompiledFilter(expression, new Excerpts(text, tokens.getTokens()));
    }

    private static CommonTokenStream tokens(String text) {
        CESQLParserLexer lexer =
                new CESQLParserLexer(
                        new CaseChangingCharStream(CharStreams.fromString(text), true));
        lexer.removeErrorListeners();
        lexer.addErrorListener(new SyntaxMistakes(text));
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        if (tokens.size() > MAX_TOKENS) {
            throw new FilterMistakeException(
                    "has %d words and signs; %d is the most".formatted(tokens.size(), MAX_TOKENS));
        }
        return tokens;
    }

    private static CESQLParserParser parser(CommonTokenStream tokens) {
        CESQLParserParser parser = new CESQLParserParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(new SyntaxMistakes(""));
        return parser;
    }
}
