@NullMarked
package com.justfaas.playground.view;

import org.jspecify.annotations.NullMarked;
