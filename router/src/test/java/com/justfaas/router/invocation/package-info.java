@NullMarked
package com.justfaas.router.invocation;

import org.jspecify.annotations.NullMarked;
