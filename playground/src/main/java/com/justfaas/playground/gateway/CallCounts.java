package com.justfaas.playground.gateway;

import com.justfaas.events.FunctionName;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What the platform scales by, in Prometheus' text format. */
final class CallCounts {

    private final ConcurrentMap<FunctionName, LongAdder> requested = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<FunctionName, LongAdder> completed = new ConcurrentSkipListMap<>();

    void requested(FunctionName function) {
        increment(requested, function);
    }

    void completed(FunctionName function) {
        increment(completed, function);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        append(
                text,
                "faas_proxy_requests_total",
                "Number of requests through the proxy.",
                requested);
        append(
                text,
                "faas_proxy_completed_requests_total",
                "Number of requests completed through the proxy.",
                completed);
        return text.toString();
    }

    private static void increment(
            ConcurrentMap<FunctionName, LongAdder> counters, FunctionName function) {
        counters.computeIfAbsent(function, _ -> new LongAdder()).increment();
    }

    private static void append(
            StringBuilder text,
            String metric,
            String help,
            ConcurrentMap<FunctionName, LongAdder> counters) {
        text.append("# HELP %s %s\n# TYPE %s counter\n".formatted(metric, help, metric));
        counters.forEach(
                (function, count) ->
                        text.append(
                                "%s{namespace=\"%s\",function=\"%s\"} %d\n"
                                        .formatted(
                                                metric,
                                                function.namespace(),
                                                function.name(),
                                                count.sum())));
    }
}
