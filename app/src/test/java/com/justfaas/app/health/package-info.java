@NullMarked
package com.justfaas.app.health;

import org.jspecify.annotations.NullMarked;
