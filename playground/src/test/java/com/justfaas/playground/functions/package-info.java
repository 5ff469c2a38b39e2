@NullMarked
package com.justfaas.playground.functions;

import org.jspecify.annotations.NullMarked;
