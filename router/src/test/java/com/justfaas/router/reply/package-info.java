@NullMarked
package com.justfaas.router.reply;

import org.jspecify.annotations.NullMarked;
