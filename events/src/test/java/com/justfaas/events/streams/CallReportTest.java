package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.CallReport.Calls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallReportTest {

    @Test
    void readsWhatItWrites() {
        CallReport report =
                new CallReport(
                        List.of(
                                new Calls(
                                        new FunctionName("shop", "checkout"),
                                        12,
                                        3,
                                        9,
                                        0,
                                        0,
                                        false),
                                new Calls(
                                        new FunctionName("shop", "mail"), 1, 0, 0, 1, 503, true)));
        assertThat(CallReport.read(report.bytes())).contains(report);
        CallReport empty = new CallReport(List.of());
        assertThat(CallReport.read(empty.bytes())).contains(empty);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "shop/checkout",
                "shop/checkout 1 2 3 4 500",
                "shop/checkout 1 2 3 4 500 maybe",
                "shop/checkout -1 2 3 4 500 true",
                "shop/checkout 9999999999 2 3 4 500 true",
                "Shop/checkout 1 2 3 4 500 true",
                "shop/../x 1 2 3 4 500 true",
                "shop/checkout 1 2 3 4 500 true\n\n"
            })
    void refusesWhatNoReplicaReports(String text) {
        assertThat(CallReport.read(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(CallReport.read(new byte[1 << 20])).isEmpty();
    }
}
