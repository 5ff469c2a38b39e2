package com.justfaas.app.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import com.justfaas.app.settings.LogFormat;
import com.justfaas.app.settings.LogSettings;
import java.io.Console;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.slf4j.LoggerFactory;

/** Sets up Logback: one appender, to standard output. */
public final class Logging {

    private Logging() {}

    /** Call it before anything logs. */
    public static void start(LogSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setEncoder(isText(settings.format()) ? text(context) : json(context));
        appender.start();
        Loggers.levels(settings.level())
                .forEach((name, level) -> context.getLogger(name).setLevel(level));
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private static boolean isText(LogFormat format) {
        return switch (format) {
            case AUTO -> isTerminal();
            case TEXT -> true;
            case JSON -> false;
        };
    }

    private static boolean isTerminal() {
        // null in some JDKs, a console that is no terminal in others
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        TextLines layout = new TextLines();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        LogstashFieldNames names = new LogstashFieldNames();
        names.setTimestamp("time");
        names.setVersion(LogstashFieldNames.IGNORE_FIELD_INDICATOR);
        names.setLevelValue(LogstashFieldNames.IGNORE_FIELD_INDICATOR);
        names.setLogger("logger");
        names.setThread("thread");
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.setFieldNames(names);
        encoder.setTimeZone("UTC");
        encoder.setThrowableConverter(new StackTraces());
        encoder.start();
        return encoder;
    }
}
