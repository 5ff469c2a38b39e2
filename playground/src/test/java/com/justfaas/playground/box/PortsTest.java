package com.justfaas.playground.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void portIsTakenWhoeverListensOnAnyAddress() throws IOException {
        try (ServerSocket loopback = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(loopback.getLocalPort())).isFalse();
        }
        try (ServerSocket everywhere = new ServerSocket(0)) {
            assertThat(Ports.isFree(everywhere.getLocalPort())).isFalse();
        }
    }
}
