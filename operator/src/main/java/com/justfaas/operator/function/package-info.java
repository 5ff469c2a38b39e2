/**
 * What the operator does for one Function: say it to the stream, and report in its status.
 *
 * <p>Decisions are pure ({@link com.justfaas.operator.function.DueEvents}, {@link
 * com.justfaas.operator.function.StatusReport}, {@link
 * com.justfaas.operator.function.RecordComparison}); {@link
 * com.justfaas.operator.function.FunctionReconciler} and {@link
 * com.justfaas.operator.function.RecordUpkeep} act on them. May depend on the leadership only by a
 * question that it is given: whether it still may write.
 */
@NullMarked
package com.justfaas.operator.function;

import org.jspecify.annotations.NullMarked;
