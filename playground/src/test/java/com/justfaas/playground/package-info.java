@NullMarked
package com.justfaas.playground;

import org.jspecify.annotations.NullMarked;
