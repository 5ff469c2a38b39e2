package com.justfaas.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.StringJoiner;

/**
 * What is shown of an exception: all of it, or one line where a library warns, since then it tries
 * again. The SDK does so for each failed reconciliation, every time with the whole trace.
 */
final class StackTraces extends ThrowableHandlingConverter {

    private static final String OURS = "com.justfaas.";

    @Override
    public String convert(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown == null) {
            return "";
        }
        boolean isRepeated =
                event.getLevel() == Level.WARN && !event.getLoggerName().startsWith(OURS);
        return isRepeated ? causes(thrown) : ThrowableProxyUtil.asString(thrown);
    }

    private static String causes(IThrowableProxy thrown) {
        StringJoiner causes = new StringJoiner(", caused by ");
        for (IThrowableProxy one = thrown; one != null; one = one.getCause()) {
            causes.add(one.getClassName() + ": " + one.getMessage());
        }
        return causes.toString();
    }
}
