@NullMarked
package com.justfaas.app;

import org.jspecify.annotations.NullMarked;
