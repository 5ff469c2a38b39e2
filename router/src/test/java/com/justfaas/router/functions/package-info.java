@NullMarked
package com.justfaas.router.functions;

import org.jspecify.annotations.NullMarked;
