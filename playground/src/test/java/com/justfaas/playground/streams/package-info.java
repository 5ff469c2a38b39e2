@NullMarked
package com.justfaas.playground.streams;

import org.jspecify.annotations.NullMarked;
