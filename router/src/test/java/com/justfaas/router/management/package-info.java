@NullMarked
package com.justfaas.router.management;

import org.jspecify.annotations.NullMarked;
