package com.justfaas.app.settings;

/** What log lines look like. */
public enum LogFormat {
    /** {@link #TEXT} on a terminal, {@link #JSON} otherwise. */
    AUTO,
    TEXT,
    JSON
}
