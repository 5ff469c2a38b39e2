/** Tests of the package of the same name. */
@NullMarked
package com.justfaas.testkit;

import org.jspecify.annotations.NullMarked;
