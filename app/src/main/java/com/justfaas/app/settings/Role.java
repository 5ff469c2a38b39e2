package com.justfaas.app.settings;

/** What a process can be. */
public enum Role {
    /** Looks after Functions. */
    OPERATOR,
    /** Takes events and calls functions. */
    ROUTER
}
