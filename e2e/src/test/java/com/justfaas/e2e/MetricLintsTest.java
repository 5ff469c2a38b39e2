package com.justfaas.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricLintsTest {

    @Test
    void findsWhatPromtoolFinds() {
        assertThat(
                        MetricLints.of(
                                """
                                # HELP good_total Things that happened.
                                # TYPE good_total counter
                                good_total{of="a"} 1.0
                                # HELP good_seconds How long it took.
                                # TYPE good_seconds histogram
                                good_seconds_bucket{le="1"} 1
                                good_seconds_count 1
                                good_seconds_sum 1.0
                                # TYPE helpless gauge
                                helpless 1
                                # HELP happened Things that happened.
                                # TYPE happened counter
                                happened 1
                                # HELP waits_ms How long it waits.
                                # TYPE waits_ms gauge
                                waits_ms 1
                                """))
                .containsExactly(
                        "happened counters, and no others, end with _total",
                        "helpless has no help text",
                        "waits_ms is not in a base unit, or abbreviates it: ms");
    }
}
