package com.justfaas.router.simulation;

/** Something that goes wrong beside the functions. */
enum Fault {
    REQUEST_LOST,
    REQUEST_LATE,
    ANSWER_LOST,
    MESSAGE_LOST,
    REQUEST_REFUSED,
    EVENT_REDELIVERED,
    REPLICA_CRASHED,
    REPLICAS_SPLIT
}
