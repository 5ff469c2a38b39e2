/**
 * The servers of {@code com.justfaas.testkit} as JUnit extensions, for {@code @RegisterExtension}.
 */
@NullMarked
package com.justfaas.testkit.junit;

import org.jspecify.annotations.NullMarked;
