package com.justfaas.router.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressRulesTest {

    @Test
    void privateAddressesAreForServicesOfTheOwnNamespaceAndForWhatIsNamed() {
        EgressRules rules =
                new EgressRules(List.of("hooks.corp", "10.9.0.0/16"), new PlatformAddresses());
        InetSocketAddress service = new InetSocketAddress(InetAddress.ofLiteral("10.1.2.3"), 5000);
        InetSocketAddress listed = new InetSocketAddress(InetAddress.ofLiteral("10.9.2.3"), 5000);

        assertThat(rules.toAddress("db.shop.svc", service, true)).isEmpty();
        assertThat(rules.toAddress("db.shop.svc", service, false)).isPresent();
        assertThat(rules.toAddress("hooks.corp", service, false)).isEmpty();
        assertThat(rules.toAddress("other.corp", listed, false)).isEmpty();
        assertThat(HostNames.isServiceIn("db.shop.svc", "shop")).isTrue();
        assertThat(HostNames.isServiceIn("db.workshop.svc", "shop")).isFalse();
        assertThat(HostNames.isServiceIn("shop.svc", "shop")).isFalse();
        assertThat(HostNames.isServiceIn("db.shop.svc.evil.example", "shop")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 22, 25, 81, 4222, 6443, 9090, 65535})
    void anOrdinaryHostIsReachedOnWebPortsOnly(int port) {
        EgressRules rules = new EgressRules(List.of(), new PlatformAddresses());
        InetAddress address = InetAddress.ofLiteral("93.184.216.34");

        assertThat(rules.toAddress("a.example", new InetSocketAddress(address, port), false))
                .hasValueSatisfying(
                        no ->
                                assertThat(no)
                                        .startsWith(
                                                "has port %d; callbacks go to the ports 80, 443, 8080, 8443"
                                                        .formatted(port)));
        for (int web : List.of(80, 443, 8080, 8443)) {
            assertThat(rules.toAddress("a.example", new InetSocketAddress(address, web), false))
                    .isEmpty();
        }
    }
}
