@NullMarked
package com.justfaas.app.settings;

import org.jspecify.annotations.NullMarked;
