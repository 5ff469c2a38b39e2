@NullMarked
package com.justfaas.playground.box;

import org.jspecify.annotations.NullMarked;
