@NullMarked
package com.justfaas.playground.samples;

import org.jspecify.annotations.NullMarked;
