package com.justfaas.router.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What FAAS_CALLBACK_ALLOW changes for a URL, and what it does not. */
class WebhookPolicyTest {

    private final WebhookUrls urls =
            new WebhookUrls(new EgressRules(List.of(), new PlatformAddresses()));

    @Test
    void letsAnswersOutOfTheirNamespaceOnlyWhereTheListNamesTheFunction() {
        WebhookUrls some =
                new WebhookUrls(
                        new EgressRules(
                                List.of("pay.billing.svc.cluster.local", "*.mail.svc"),
                                new PlatformAddresses()));

        for (String allowed :
                List.of(
                        "function://shop/anything",
                        "function://billing/pay/path",
                        "function://mail/anything")) {
            assertThat(some.check(allowed, "shop")).isInstanceOf(WebhookVerdict.Allowed.class);
        }
        assertThat(some.check("function://billing/refund"))
                .isInstanceOf(WebhookVerdict.Allowed.class);
        assertThat(some.check("function://billing/refund", "shop"))
                .isEqualTo(
                        new WebhookVerdict.Forbidden(
                                "leads from the namespace shop into another; whoever runs this may allow it with FAAS_CALLBACK_ALLOW=refund.billing.svc"));
    }

    @Test
    void allowsAnyPortOfWhatTheListNames() {
        WebhookUrls some =
                new WebhookUrls(
                        new EgressRules(
                                List.of("hooks.example", "*.partner.example"),
                                new PlatformAddresses()));

        assertThat(some.check("http://hooks.example:2525/"))
                .isInstanceOf(WebhookVerdict.Allowed.class);
        assertThat(some.check("http://a.b.partner.example:2525/"))
                .isInstanceOf(WebhookVerdict.Allowed.class);
        assertThat(some.check("http://partner.example:2525/"))
                .isInstanceOf(WebhookVerdict.Forbidden.class);
        // whose Service that is shows when somebody has answered
        assertThat(urls.check("http://mail.shop.svc:2525/"))
                .isInstanceOf(WebhookVerdict.Allowed.class);
    }

    @Test
    void neverAllowsThePlatformByItsName() {
        PlatformAddresses platform = new PlatformAddresses();
        platform.addNats("nats://nats.faas:4222");
        platform.addHost("events.faas.svc");
        WebhookUrls some =
                new WebhookUrls(
                        new EgressRules(List.of("*.svc", "nats.faas", "kubernetes"), platform));

        for (String url :
                List.of(
                        "http://nats.faas:4222/",
                        "http://NATS.faas.svc.cluster.local:8222/",
                        "http://events.faas.svc/apis/events",
                        "http://events.faas:8080/",
                        "https://kubernetes.default/")) {
            assertThat(some.check(url))
                    .as(url)
                    .isInstanceOfSatisfying(
                            WebhookVerdict.Forbidden.class,
                            no -> assertThat(no.reason()).contains("part of the platform"));
        }
        assertThat(some.check("http://nats.faas.svc:80/"))
                .isInstanceOf(WebhookVerdict.Allowed.class);
    }
}
