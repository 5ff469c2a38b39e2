@NullMarked
package com.justfaas.playground.gateway;

import org.jspecify.annotations.NullMarked;
