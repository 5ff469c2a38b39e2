package com.justfaas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerBinariesTest {

    @Test
    void readsWhatTheScriptPrints() {
        assertThat(ServerBinaries.parse("nats-server /a folder/nats-server\netcd /b/etcd\n"))
                .containsOnly(
                        Map.entry("nats-server", Path.of("/a folder/nats-server")),
                        Map.entry("etcd", Path.of("/b/etcd")));
    }

    @Test
    void namesTheCommandThatInstallsAMissingServer() {
        ServerBinaries none = new ServerBinaries(Map.of());

        assertThatThrownBy(none::etcd)
                .hasMessage("etcd is not installed: run `testkit/servers/build etcd`");
    }
}
