package com.justfaas.events.codec;

/** Why a delivery was given up. */
public enum DeadLetterReason {
    /** The function gave an answer that another attempt would not change. */
    Rejected,
    /** All attempts of its policy failed. */
    AttemptsExhausted,
    /** It waited longer than its policy allows. */
    Expired,
    /** The function was deleted, or replaced by another of the same name. */
    FunctionDeleted,
    /** The function has the event, but what it answered is no event that could be sent on. */
    ReplyRefused,
    /** The function has the event, but functions that answer each other never came to an end. */
    ReplyLoop,
    /** A callback's URL leads where policy lets no callback go. */
    CallbackForbidden,
    /** FaaS Events could not keep it for another attempt, by a defect of its own. */
    InternalError,
    /** What was published is no event, or a call whose data is none. */
    Malformed
}
