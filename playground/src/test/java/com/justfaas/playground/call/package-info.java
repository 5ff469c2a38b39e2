@NullMarked
package com.justfaas.playground.call;

import org.jspecify.annotations.NullMarked;
