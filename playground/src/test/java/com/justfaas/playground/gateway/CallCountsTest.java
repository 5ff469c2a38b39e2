package com.justfaas.playground.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import org.junit.jupiter.api.Test;

class CallCountsTest {

    @Test
    void countsByFunction() {
        CallCounts counts = new CallCounts();
        FunctionName hello = new FunctionName("shop", "hello");
        FunctionName audit = new FunctionName("shop", "audit");
        counts.requested(hello);
        counts.requested(hello);
        counts.requested(audit);
        counts.completed(hello);

        assertThat(counts.text())
                .isEqualTo(
                        """
                        # HELP faas_proxy_requests_total Number of requests through the proxy.
                        # TYPE faas_proxy_requests_total counter
                        faas_proxy_requests_total{namespace="shop",function="audit"} 1
                        faas_proxy_requests_total{namespace="shop",function="hello"} 2
                        # HELP faas_proxy_completed_requests_total Number of requests completed through the proxy.
                        # TYPE faas_proxy_completed_requests_total counter
                        faas_proxy_completed_requests_total{namespace="shop",function="hello"} 1
                        """);
    }
}
