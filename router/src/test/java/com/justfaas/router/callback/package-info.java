@NullMarked
package com.justfaas.router.callback;

import org.jspecify.annotations.NullMarked;
