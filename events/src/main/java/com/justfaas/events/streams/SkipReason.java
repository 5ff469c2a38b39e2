package com.justfaas.events.streams;

/** Why a message in {@value com.justfaas.events.Names.Streams#FUNCTIONS} is taken for no record. */
public enum SkipReason {
    /** It is no management event: no JSON, nested too deeply, without a uid, and so on. */
    MALFORMED,
    /** It is of a function whose namespace or name is no DNS label. */
    INVALID_NAME,
    /** Its subject names another function, or another kind of event, than its metadata and type. */
    WRONG_SUBJECT,
    /** To read it or to act upon it failed as it never should: a defect of ours. */
    FAULT
}
