@NullMarked
package com.justfaas.router.deadletter;

import org.jspecify.annotations.NullMarked;
