package com.justfaas.router.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlsTest {

    private final WebhookUrls urls =
            new WebhookUrls(new EgressRules(List.of(), new PlatformAddresses()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/hook?x=1",
                "HTTP://Shop.Example:8080",
                "http://checkout.shop.svc.cluster.local:8080/",
                "http://8.8.8.8/",
                "http://[2606:4700:4700::1111]:8443/hook",
                "function://shop/checkout",
                "function://shop/checkout/a/path?x=1",
                "function://shop/checkout/a..b/...",
                "function://1shop/2checkout"
            })
    void allows(String url) {
        assertThat(urls.check(url)).isInstanceOf(WebhookVerdict.Allowed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example/hook",
                "/hook",
                "//shop.example/hook",
                "ftp://shop.example/",
                "file:///etc/passwd",
                "gopher://shop.example/",
                "http:shop.example",
                "http:///hook",
                "http://:80/hook",
                "http://shop.example:0/",
                "http://shop.example:65536/",
                "http://shop.example:+80/",
                "http://8.8.8.8:８０/",
                "http://shop.example:/",
                "http://user@shop.example/",
                "http://user:secret@shop.example/",
                "http://a b/",
                "http://%31%32%37.0.0.1/",
                "http://shop..example/",
                "http://under_score.example/",
                "http://１２７.0.0.1/",
                "http://127。0。0。1/",
                "http://bücher.example/",
                "http://-a.example/",
                "function://shop/checkout/../../billing/pay",
                "function://shop/checkout/%2e%2E/pay",
                "function://shop/checkout/a%2f..%5Cpay",
                "function://shop/checkout/.",
                "http://[::1/",
                "http://[fe80::1%25eth0]/",
                "function://shop",
                "function://shop/",
                "function:///checkout",
                "function://Shop/checkout",
                "function://shop/send.mail",
                "function://shop/a@b",
                "function://a@b/checkout",
                "function://shop/x%20y",
                "function://shop/-x",
                "function://shop:80/checkout"
            })
    void callsMalformed(String url) {
        assertThat(urls.check(url)).isInstanceOf(WebhookVerdict.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9090/",
                "http://127.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0177.0.0.1/",
                "http://127.0.0.1./",
                "http://localhost/",
                "http://LOCALHOST./",
                "http://api.localhost/",
                "http://0.0.0.0/",
                "http://0/",
                "http://10.1.2.3/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.0.1/",
                "http://100.64.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://100.100.100.200/latest/meta-data",
                "http://192.0.0.192/",
                "http://168.63.129.16/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://198.18.0.1/",
                "http://[::1]/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[fd00:ec2::254]/",
                "http://[fe80::1]/",
                "http://[ff02::1]/",
                "http://metadata.google.internal/",
                "http://kubernetes.default.svc/",
                "http://kubernetes.default.svc.cluster.local./",
                "https://kubernetes/api",
                "http://shop.example:22/",
                "http://8.8.8.8:9090/"
            })
    void forbids(String url) {
        assertThat(urls.check(url)).isInstanceOf(WebhookVerdict.Forbidden.class);
    }

    @Test
    void allowsWhatTheListNames() {
        WebhookUrls some =
                new WebhookUrls(
                        new EgressRules(
                                List.of(
                                        "127.0.0.1",
                                        " 10.1.0.0/16 ",
                                        "Metadata",
                                        "fd00::/8",
                                        "kubernetes"),
                                new PlatformAddresses()));

        assertThat(List.of("http://127.0.0.1:8080/", "http://localhost/", "http://10.1.2.3/"))
                .allSatisfy(
                        url ->
                                assertThat(some.check(url))
                                        .isInstanceOf(WebhookVerdict.Allowed.class));
        assertThat(List.of("http://metadata/", "http://[fd00:ec2::254]/"))
                .allSatisfy(
                        url ->
                                assertThat(some.check(url))
                                        .isInstanceOf(WebhookVerdict.Allowed.class));
        assertThat(
                        List.of(
                                "http://127.0.0.2/",
                                "http://127.1/",
                                "http://10.2.0.1/",
                                "http://kubernetes/"))
                .allSatisfy(
                        url ->
                                assertThat(some.check(url))
                                        .isInstanceOf(WebhookVerdict.Forbidden.class));
    }

    @Test
    void refusesAListWithAMistake() {
        assertThatThrownBy(() -> new CallbackAllowList(List.of("10.0.0.0/33")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.0/33");
        assertThat(List.of("http://shop.example", "10.1", "", "*", "*.", "a.*.b", "10.0.0.0/-1"))
                .noneMatch(CallbackAllowList::isEntry);
        assertThat(List.of("hooks.shop.svc", "*.shop.svc.cluster.local", "::1/128", "Metadata"))
                .allMatch(CallbackAllowList::isEntry);
    }

    @Test
    void refusesAUrlThatIsTooLong() {
        assertThat(urls.check("http://shop.example/" + "x".repeat(2048)))
                .isInstanceOf(WebhookVerdict.Malformed.class);
    }
}
