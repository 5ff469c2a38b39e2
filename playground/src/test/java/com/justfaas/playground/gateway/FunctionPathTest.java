package com.justfaas.playground.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionPathTest {

    @ParameterizedTest
    @CsvSource({
        "/proxy/shop/hello, /",
        "/proxy/shop/hello/, /",
        "/proxy/shop/hello/a, /a/",
        "/proxy/shop/hello/a/b/, /a/b/",
        "/proxy/shop/hello/a%2Fb%20c, /a%2Fb%20c/",
        "/proxy-async/shop/hello/a, /a/",
    })
    void pathInsideTheFunctionAlwaysEndsWithASlash(String uri, String path) {
        assertThat(FunctionPath.parse(uri))
                .contains(new FunctionPath(new FunctionName("shop", "hello"), path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proxy", "/proxy/", "/proxy/shop", "/proxy/shop/", "/proxy//hello"})
    void withoutNamespaceAndNameThereIsNoFunction(String uri) {
        assertThat(FunctionPath.parse(uri)).isEmpty();
    }
}
