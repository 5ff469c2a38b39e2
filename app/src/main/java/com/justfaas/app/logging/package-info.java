/**
 * What the log says and how it looks. Everybody logs by SLF4J with key-values; here alone is known
 * that Logback writes it.
 */
@NullMarked
package com.justfaas.app.logging;

import org.jspecify.annotations.NullMarked;
