@NullMarked
package com.justfaas.router.ingress;

import org.jspecify.annotations.NullMarked;
