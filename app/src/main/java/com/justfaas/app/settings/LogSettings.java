package com.justfaas.app.settings;

import org.slf4j.event.Level;

/**
 * What is logged, and how.
 *
 * @param level of our own loggers
 */
public record LogSettings(Level level, LogFormat format) {}
