/**
 * What the process may be told, and what to say of it when it was told wrong. {@link
 * com.justfaas.app.settings.Options} declares each option once; {@link
 * com.justfaas.app.settings.Settings} is what came of them.
 */
@NullMarked
package com.justfaas.app.settings;

import org.jspecify.annotations.NullMarked;
