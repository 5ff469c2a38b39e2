@NullMarked
package com.justfaas.playground.demo;

import org.jspecify.annotations.NullMarked;
