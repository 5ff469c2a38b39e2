package com.justfaas.e2e.chaos;

import java.lang.management.ManagementFactory;

/** Prints what was counted, with how busy the machine was: figures mean little without it. */
final class Report {

    private Report() {}

    @SuppressWarnings("SystemOut") // the counts are for whoever runs the tests
    static void line(String test, String counts) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        System.out.printf("chaos | %-12s | %s (load %.1f)%n", test, counts, load);
    }
}
