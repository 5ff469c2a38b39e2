package com.justfaas.events.filter;

import io.cloudevents.sql.EvaluationException;
import java.io.Serial;
import org.antlr.v4.runtime.misc.Interval;

/** What went wrong in an evaluation, without a stack trace, which would take longer than it. */
final class EvaluationFailure extends EvaluationException {

    @Serial private static final long serialVersionUID = 1;

    EvaluationFailure(ErrorKind kind, Interval interval, String expression) {
        super(kind, interval, expression, kind.name(), null);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
