package com.justfaas.app.settings;

/** Whether replicas agree on one that writes. */
enum LeaderElection {
    /** In a cluster yes, elsewhere no. */
    AUTO,
    TRUE,
    FALSE;

    boolean isOn(boolean inCluster) {
        return switch (this) {
            case AUTO -> inCluster;
            case TRUE -> true;
            case FALSE -> false;
        };
    }
}
