package com.justfaas.operator.function;

/**
 * Something that happened to a function, for {@code kubectl describe}.
 *
 * @param warning whether somebody should do something
 * @param reason one CamelCase word
 * @param note for people
 */
record Notice(boolean warning, String reason, String note) {}
