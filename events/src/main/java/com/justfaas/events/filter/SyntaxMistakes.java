package com.justfaas.events.filter;

import io.cloudevents.sql.generated.CESQLParserParser;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.LexerNoViableAltException;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Turns the first thing that cannot be read into words, and ends the reading. */
final class SyntaxMistakes extends BaseErrorListener {

    private final String text;

    /**
     * @param text what is read, needed for signs that belong to no token
     */
    SyntaxMistakes(String text) {
        this.text = text;
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object offending,
            int line,
            int column,
            String message,
            @Nullable RecognitionException cause) {
        throw new FilterMistakeException(
                (offending instanceof Token token ? unexpected(token) : unknown(cause))
                        + FilterCompiler.EXAMPLE);
    }

    private static String unexpected(Token token) {
        int at = token.getStartIndex() + 1;
        return switch (token.getType()) {
            case Token.EOF -> "ends before it is complete";
            case CESQLParserParser.SINGLE_QUOTE_SYMB, CESQLParserParser.DOUBLE_QUOTE_SYMB ->
                    "opens a quotation at character %d and does not close it".formatted(at);
            default ->
                    "cannot be read from character %d on, at \"%s\""
                            .formatted(at, Shown.cut(token.getText()));
        };
    }

    private String unknown(@Nullable RecognitionException cause) {
        if (cause instanceof LexerNoViableAltException sign) {
            int at = sign.getStartIndex();
            String character = Character.toString(text.codePointAt(text.offsetByCodePoints(0, at)));
            return "has \"%s\" at character %d, which means nothing there"
                    .formatted(Shown.cut(character), at + 1);
        }
        return "cannot be read";
    }
}
