@NullMarked
package com.justfaas.app.logging;

import org.jspecify.annotations.NullMarked;
