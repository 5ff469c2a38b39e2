package com.justfaas.playground.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurlTest {

    @Test
    void isQuotedForTheShell() {
        assertThat(
                        Curl.post(
                                        "http://127.0.0.1:8080/apis/events?a=b",
                                        "it's {\"a\": 1}",
                                        "X-Event-Type: order.created")
                                .command())
                .isEqualTo(
                        "curl 'http://127.0.0.1:8080/apis/events?a=b' -H 'X-Event-Type:"
                                + " order.created' -d 'it'\\''s {\"a\": 1}'");
        assertThat(Curl.post("http://127.0.0.1:8080/apis/events", "").command())
                .isEqualTo("curl http://127.0.0.1:8080/apis/events -d ''");
    }
}
