@NullMarked
package com.justfaas.router.http;

import org.jspecify.annotations.NullMarked;
