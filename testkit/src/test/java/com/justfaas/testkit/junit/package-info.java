/** Tests of the package of the same name. */
@NullMarked
package com.justfaas.testkit.junit;

import org.jspecify.annotations.NullMarked;
