package com.justfaas.e2e.chaos;

import java.time.Duration;

/**
 * How much of everything: a short form that each build runs, and the full one of {@code make
 * chaos}, chosen by the system property or variable {@code chaos} / {@code CHAOS}.
 *
 * @param full whether bounds hold that a busy machine and a cold JVM cannot keep in seconds
 * @param routerKills how often a router is killed under load
 * @param natsKills how often nats-server is
 * @param clusterRuns how often each fault meets a cluster of nats-servers
 * @param killEvery from one kill to the next
 * @param crashRate events a second meanwhile, through the HTTP door
 * @param rate events a second where latency is measured
 * @param window how long a latency is measured at a stretch
 * @param rounds how many windows of each kind; the median counts
 * @param crowd functions where there are many of them
 * @param warmUp events before anything is measured
 * @param filled events in a stream before it is delivered
 * @param failed events for functions that fail
 * @param waiting events that wait while memory is measured
 * @param large events that are nearly as large as NATS takes them
 * @param pause how long functions are paused
 */
record Scale(
        boolean full,
        int routerKills,
        int natsKills,
        int clusterRuns,
        Duration killEvery,
        int crashRate,
        int rate,
        Duration window,
        int rounds,
        int crowd,
        int warmUp,
        int filled,
        int failed,
        int waiting,
        int large,
        Duration pause) {

    private static final Scale SHORT =
            new Scale(
                    false,
                    3,
                    1,
                    1,
                    Duration.ofSeconds(5),
                    400,
                    1000,
                    Duration.ofSeconds(1),
                    3,
                    200,
                    10_000,
                    15_000,
                    10_000,
                    20_000,
                    800,
                    Duration.ofSeconds(3));

    private static final Scale FULL =
            new Scale(
                    true,
                    10,
                    5,
                    20,
                    Duration.ofSeconds(8),
                    500,
                    1000,
                    Duration.ofSeconds(4),
                    9,
                    1000,
                    60_000,
                    60_000,
                    100_000,
                    100_000,
                    2000,
                    Duration.ofSeconds(60));

    static Scale current() {
        String variable = System.getenv().getOrDefault("CHAOS", "short");
        return System.getProperty("chaos", variable).equals("full") ? FULL : SHORT;
    }
}
